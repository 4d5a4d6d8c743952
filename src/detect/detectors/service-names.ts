// Names of services that give out keys: one of them beside a value that reads like nothing else makes it a credential.

/**
 * Lower case, letters and digits only, from the public directories of such services. Names that are words of everyday text or
 * code stand in no such list: `box`, `line`, `linear`, `notion`.
 */
const list = `
abbysale abstractapi abuseipdb accuweather activecampaign adafruit adyen adzuna aemet aerisweather aeroworkflow affinda afterpay aftership agoraio airbrake
airbyte aircall airtable airvisual aiven alconost alegra aletheia algolia alibabacloud alienvault alpacamarkets alphavantage amdoren amplitude anypoint
anyscale apacta api2cart apideck apiflash apifonica apify apilayer apimatic apitemplate apixu apogeo apollographql apolloio appcenter appcues appfollow
appointedd appoptics appsflyer appsignal appsynergy apptivo appveyor aqicn arbiscan artifactory asaas asana assemblyai atera auth0 autodesk autoklose avaza
aviationstack axonaut aylien ayrshare bablic backblaze baichuan bannerbear baremetrics basecamp baseten battlenet beebole belvo benzinga bestbuy besttime
bettercloud betterstack billdesk billomat billplz bitbar bitbucket bitcoinaverage bitfinex bitget bitly bitmex bitpanda bitquery bitrise bitstamp bittrex
bitwarden blablacar blandai blazemeter blizzard blockcypher blockfrost blocknative bluesnap blynk bombbomb boostnote borgbase braintree braintrust brandfetch
breezometer brevo brightdata browserbase browserless browserling browserstack browshot bscscan buddyns budibase bugherd bugsnag builderio buildkite bulbul
bulksms bunnycdn bunnynet buttercms bybit bynder cachefly caflou calendarific calendly callrail calorieninja campayn cannyio capsulecrm captaindata
carboninterface cashboard cashfree caspio ccavenue censys centralstationcrm cerebras cexio chainalysis chargebee chargify chartmogul chatfuel chatwork checio
checkr checkvist circleci clarifai clearbit clearml clickhelp clickmeter clicksend clicksendsms clickup cliengo clientary clinchpad clockify clockworksms
closecrm cloudant cloudconvert cloudelements cloudflare cloudflareimages cloudinary cloudmersive cloudplan cloudsight cloudsmith cloudways cloverly cloze
clustdoc codacy codeclimate codemagic codequiry codesandbox cohere coinapi coinbase coincheck coindcx coinigy coinlayer coinlib coinmarketcap coinranking
collect2 commercejs companyhub conekta configcat confluent contabo contentful contentstack conversiontools convertapi convertkit convier copperhq coralogix
coreweave countrylayer coveralls craftmypdf crawlbase crowdin cryptocompare cryptomarket currencycloud currencyfreaks currencylayer currencyscoop currentsapi
customerguru customerio cuttly cyberark d7network dagster dailyco dailymotion dareboost dashscope databento databox databricks datacrunch datadog datocms
dbtcloud deepai deepgram deepl deepseek deezer demio deribit descope detectify detectlanguage dfuse dialpad diffbot diggernaut digicert digitalocean
digitalriver discogs disqus dlocal dnscheck dnsimple dnsmadeeasy docparser documo docusign dotdigital dotmailer dovico drchrono dronahq droneci dropbox duffel
duply dwolla dynadot dynalist dynatrace dyspatch eagleeyenetworks easyinsight easypost ebanx ecostruxureit edamam edenai elasticemail elevenlabs emailjs
emailoctopus enablex endorlabs engagespot envoyapi eodhd equifax etherscan ethplorer etoro eventbrite everhour exasearch exchangerateapi exchangeratesapi
exoscale expensify experian exportsdk extractorapi faceplusplus fastforex fastly fastspring feedier fetchrss fibery filestack finage financialmodelingprep
findl fingerprintjs finicity finnhub fireworksai fitbit fivetran fixerio flagsmith flatio fleetbase flexport flickr flightapi flightaware flightlabs floodio
flowflu flowroute fluentforms flutterwave fmfw formbucket formcraft formio formsite foursquare frameio freshbooks freshchat freshdesk freshservice freshworks
frontapp frontegg ftmscan fullcontact fullstory fusebill fusionauth fxmarket gcore geckoboard genderapi gengo geoapify geocodify geocodio geoipify getgeoapi
getgist getresponse getstream giantbomb giphy gitbook gitea gitguardian gitter gladia glassnode gocanvas gocardless godaddy goodreads gorgias graphcms
graphhopper greynoise groovehq growthbook gtmetrix guardianapi gumroad gyazo happyscribe harvestapp hasura helicone hellosign helpcrunch helpscout hereapi
heroku hetzner heygen hightouch hiveage hiveapi holidayapi honeybadger honeycomb hookdeck hostinger hotjar html2pdf hubspot huggingface hunterio hunyuan huobi
hybiscus hybridanalysis hygraph hyperbrowser hypertrack ibmcloud iconfinder ideogram iexapis iexcloud ilovepdf imagekit imagga imgbb imgix imgur improvmx
indodax infermedica infisical influxdb infobip infoblox infracost infura inngest insightly instabot instamojo instana instapaper instatus integromat
intelligencex interactivebrokers intercom interseller intra42 intrinio invoiceocean ip2location ipapi ipapicom ipdata ipgeolocation ipify ipinfo ipinfodb
ipquality ipqualityscore ipregistry ipstack iqair iyzico jarvislabs jinaai jira jooble jotform jsonbin jumio jumpcloud jumpseller jupiterone justcall kaiterra
kaleyra kamatera kanban kanbantool karmacrm keenio keycdn kickbox kinde klarna klaviyo klipfolio knapsackpro kontent kontentai kroger kucoin kylas lambdalabs
langfuse langsmith languagelayer larksuite lastfm launchdarkly leadfeeder lemlist lemonsqueezy lendflow leonardoai lessannoyingcrm lexigram lichess lightstep
linenotify linkedin linkpreview linode litmus liveagent liveblocks livekit livestorm loadmill lobcom locationiq logdna loggly loginradius logtail logzio
lokalise loyverse lunchmoney macaddress madkudu magicbell mailboxlayer mailboxvalidator mailchimp mailerlite mailersend mailgun mailjet mailmodo mailosaur
mailsac mailtrap mailtrapio malshare mandrill mapbox mapon mapquest marketaux marketstack mattermost mavenlink maxmind meaningcloud mediastack meilisearch
meistertask meraki mercadopago mergify mesibo messagebird metaapi metabase metrilo mezmo midise midtrans mindmeister minimax mixmax mixpanel mockaroo mojoauth
mollie moneybird monkeylearn moonclerk moonshot moosend moralis mparticle mrticktock musixmatch myexperiment myfreshworks myintervals namecheap namecom
nasdaqdatalink nebius nethunt netlify neutrinoapi newrelic newsapi newscatcher newsdata nexmo nftport ngrok nicereply nightfall nlpcloud nordigen novita
novuco nownodes nozbe nozbeteams numlookup numverify nutritionix nylas nytimes oanda ocrspace octoai omnisend onbuka oncehub onedesk onelogin onepagecrm
onesignal onfido onwater oopspam openaq opencage opencagedata openfigi opengraphr openpay openrouter openuv openweather openweathermap opsgenie optidash
optimizely orbitcrm ouraring ovhcloud owlbot oxylabs packagecloud pagarme pagerduty pagseguro pandadoc pandascore paperform paperspace paralleldots parsehub
parseur partnerstack partykit passbase pastebin paydirt paydirtapp payhip paymo paymongo paypal paystack paytm pdflayer pdfshift peopledatalabs pepipost
perplexity petfinder pexels phantombuster phemex phonepe photoroom pinata pinecone pinterest pipedream pipedrive pivotaltracker pixabay plaid planetscale
planviewleankit planyo playht plivo pluggy podio pollsapi poloniex polygonio polygonscan polymarket porkbun portainer portkey positionstack postageapp
postbacks posthog postman postmark powrbot prefect prefectcloud prexview privacycom processst prodpad propelauth prospectcrm prospectio protocolsio proxycrawl
pubnub pulsedive pulumi purestake pushbullet pushover qdrant qianfan qualaroo quandl qubole quickbase quickchart quickmetrics quicknode quora qweather
rackspace rainforestpay rajaongkir rapidapi ravepay rawgio razorpay reachmail reallysimplesystems realnex rebrandly rechargepayments recruitee recurly redash
reddit redmine refiner remotebg removebg rentman repairshopr replyio requestfinance resmushit restpack retellai retool revampcrm revcat revenuecat ringcentral
ritekit roblox rocketreach rollbar roninapp route4me rownd rudderstack runpod runrunit runscope runwayml sagemaker salesblink salescookie salesflare
salesforce salesmate sambanova sanity sanityio satismeter saucelabs saucenao scaleapi scalesec scaleway scalingo scalr scanii schwab scrapeowl scraperapi
scraperbox scrapersite scrapestack scrapfly scrapingant scrapingbee scrapingdog screenshotapi screenshotlayer scrutinizerci securitytrails selectpdf
semaphoreci semrush sendbird sendgrid sendinblue sendowl sendpulse sentry serpapi serphouse serpstack settlemint sezzle sheetsu sherpadesk shipday shipengine
shippo shipstation shodan shopify shortcutapi shortio shotstack shutterstock signable signalwire signaturit signrequest signupgenius sigopt siliconflow simfin
simkl simplesat simplybook simplynoted simvoly sinch siteleaf skrapp skrappio skybiometry smartcar smartling smartproxy smartsheet smartsheets smartystreets
smooch snapchat snipcart snovio snowplow snowtrace socrata sonarcloud soundcloud sourcegraph sparkpost speechmatics speechtextai splunk spoonacular sportmonks
sportradar sportsmonk spotify spotinst sproutsocial squadcast squarespace squareup sslmate stackpath statsig statuscake statuspage statuspal steamapi
steampowered steamweb stepfun stitchdata stockdata storecove storj stormboard stormglass storyblok storychief strapi strava stripe stytch sugester sumologic
sumsub supabase supernotes supertokens supportbee surveyanyplace surveybot surveycto surveymonkey surveysparrow survicate swiftype symbl synthesia tailscale
talkwalker tallyfy tankerkoenig tatum tatumio tavily tavus taxjar teamgate teamworkcrm teamworkdesk teamworkspaces tefter telegram telesign teletype telnyx
testingbot text2data textmagic themoviedb theoddsapi therundown thesportsdb thinkific thousandeyes ticketmaster tickettailor ticktick tiingo tiktok timecamp
timezoneapi timezonedb tisane tmetric todoist togetherai toggl toggltrack tokeet tomorrowio tomtom tradestation tradier tradingview trakt transferwise
transloadit travelpayouts travelperk travisci trello tripadvisor truelayer trulioo tumblr turbopuffer twelvedata twilio twitch twitter tyntec typeform
typesense typetalk ubidots uclassify unifyid unplugg unsplash untappd unwiredlabs upcdatabase upcloud uplead uploadcare uploadthing upstash uptimerobot upwave
upwork urlscan useproof userflow userlike userstack vagalume vastai vatlayer vbout vercel veriff verimail veriphone versioneye viewneo vimeo virustotal
visualcrossing voiceflow voicegain volcengine vonage voodoosms vouchery vpnapi vuldb vultr vyte wakatime walkscore wandb wandbai wasabi watchmode weatherapi
weatherbit weatherstack weaviate web3storage webex webflow webhookrelay webscrapingai websitepulse weightsandbiases wepay whatcms whoisxml whoisxmlapi whoxy
wistia withings wolframalpha wordnik worksnaps workstack worldcoinindex worldweather worldweatheronline wrike xendit xignite yandex yelpapi youneedabudget
yousign youtrack youtubeapi zapier zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zhipuai zilliz zipapi zipbooks zipcodeapi zipcodebase
ziprecruiter zohocrm zonka zoominfo zulip
`;

export const serviceNames: ReadonlySet<string> = new Set(list.trim().split(/\s+/));
