// Names of services that give out keys: one of them beside a value that reads like nothing else makes it a credential.

/**
 * Lower case, letters and digits only, from the public directories of such services. Names that are words of everyday text or
 * code stand in no such list: `box`, `line`, `linear`, `notion`.
 */
const list = `
abstractapi abuseipdb accuweather activecampaign adafruit adyen adzuna aemet aerisweather affinda afterpay aftership agoraio airbrake airbyte aircall airtable
airvisual aiven aletheia algolia alibabacloud alienvault alpacamarkets alphavantage amdoren amplitude anypoint anyscale apacta apiflash apify apilayer
apimatic apitemplate apixu apogeo apollographql apolloio appcenter appcues appfollow appoptics appsflyer appsignal apptivo appveyor aqicn arbiscan artifactory
asaas asana assemblyai atera auth0 autodesk autoklose avaza aviationstack axonaut aylien ayrshare bablic backblaze baichuan bannerbear baremetrics basecamp
baseten beebole belvo benzinga bestbuy bettercloud betterstack billdesk billomat billplz bitbar bitbucket bitcoinaverage bitfinex bitget bitly bitmex bitpanda
bitquery bitrise bitstamp bittrex bitwarden blablacar blandai blazemeter blockcypher blockfrost blocknative bluesnap bombbomb borgbase braintree braintrust
brandfetch breezometer brevo brightdata browserbase browserless browserling browserstack browshot bscscan bugsnag builderio buildkite bulksms bunnycdn
bunnynet buttercms bybit cachefly calendarific calendly callrail cannyio capsulecrm captaindata carboninterface cashfree caspio ccavenue censys
centralstationcrm cerebras cexio chainalysis chargebee chargify chartmogul chatfuel chatwork checio checkr circleci clarifai clearbit clearml clickhelp
clickmeter clicksend clicksendsms clickup clockify clockworksms closecrm cloudant cloudconvert cloudelements cloudflare cloudflareimages cloudinary
cloudmersive cloudsmith cloudways cloverly clustdoc codacy codeclimate codemagic codequiry codesandbox cohere coinapi coinbase coincheck coindcx coinigy
coinlayer coinmarketcap coinranking commercejs conekta configcat confluent contabo contentful contentstack conversiontools convertapi convertkit convier
coralogix coreweave countrylayer coveralls craftmypdf crawlbase crowdin cryptocompare cryptomarket currencycloud currencyfreaks currencylayer currencyscoop
currentsapi customerguru customerio cuttly cyberark dagster dailyco dailymotion dareboost dashscope databox databricks datacrunch datadog datocms dbtcloud
deepai deepgram deepl deepseek deribit descope detectify detectlanguage dialpad diffbot diggernaut digicert digitalocean digitalriver discogs disqus dlocal
dnscheck dnsimple dnsmadeeasy docparser docusign dovico drchrono dronahq droneci dropbox duffel dwolla dynadot dynalist dynatrace dyspatch easypost ebanx
ecostruxureit edamam edenai elasticemail elevenlabs emailjs emailoctopus enablex endorlabs engagespot eodhd equifax etherscan ethplorer etoro eventbrite
everhour exasearch exchangerateapi exchangeratesapi exoscale expensify experian extractorapi faceplusplus fastforex fastly fastspring feedier fetchrss fibery
filestack finage financialmodelingprep findl fingerprintjs finicity finnhub fireworksai fivetran fixerio flagsmith flatio fleetbase flexport flickr flightapi
flightaware flightlabs floodio flowflu flowroute fluentforms flutterwave formbucket formcraft formio formsite foursquare frameio freshbooks freshchat
freshdesk freshservice freshworks frontapp frontegg ftmscan fullcontact fullstory fusebill fusionauth gcore genderapi gengo geoapify geocodify geocodio
geoipify getgeoapi getgist getresponse getstream giantbomb giphy gitbook gitea gitguardian gitter gladia glassnode gocanvas gocardless godaddy goodreads
gorgias graphcms graphhopper greynoise groovehq growthbook gtmetrix gumroad gyazo happyscribe harvestapp hasura helicone hellosign helpcrunch helpscout heroku
hetzner heygen hightouch hiveage honeybadger honeycomb hookdeck hostinger hotjar html2pdf hubspot huggingface hunterio hunyuan huobi hybridanalysis hygraph
hyperbrowser hypertrack ibmcloud iconfinder ideogram iexapis iexcloud ilovepdf imagekit imagga imgbb imgix imgur improvmx indodax infermedica infisical
influxdb infobip infoblox infracost infura inngest insightly instabot instamojo instana instatus integromat intelligencex interactivebrokers intercom intrinio
ip2location ipapi ipapicom ipdata ipgeolocation ipify ipinfo ipinfodb ipquality ipqualityscore ipregistry ipstack iqair iyzico jarvislabs jinaai jooble
jotform jsonbin jumio jumpcloud justcall kaiterra kaleyra kamatera kanban kanbantool karmacrm keenio keycdn kickbox kinde klarna klaviyo klipfolio knapsackpro
kontentai kroger kucoin kylas lambdalabs langfuse langsmith languagelayer larksuite launchdarkly leadfeeder lemlist lemonsqueezy lendflow leonardoai
lessannoyingcrm lexigram lichess lightstep linkedin linkpreview linode litmus liveagent liveblocks livekit livestorm loadmill lobcom locationiq logdna loggly
loginradius logtail logzio lokalise loyverse madkudu magicbell mailboxlayer mailboxvalidator mailchimp mailerlite mailersend mailgun mailjet mailmodo
mailosaur mailsac mailtrap mailtrapio malshare mandrill mapbox mapon mapquest marketaux marketstack mattermost mavenlink maxmind meaningcloud mediastack
meilisearch meistertask meraki mercadopago mesibo messagebird metabase metrilo mezmo midtrans mindmeister minimax mixmax mixpanel mojoauth mollie moneybird
monkeylearn moonshot moosend moralis mparticle mrticktock musixmatch myfreshworks myintervals namecheap namecom nasdaqdatalink nebius nethunt netlify
neutrinoapi newrelic newsapi newscatcher newsdata nexmo nftport ngrok nicereply nightfall nlpcloud nordigen novita novuco nownodes nozbe nozbeteams numlookup
numverify nutritionix nylas nytimes oanda ocrspace octoai omnisend onbuka oncehub onedesk onelogin onepagecrm onesignal onfido onwater oopspam openaq opencage
opencagedata openfigi opengraphr openpay openrouter openuv openweather openweathermap opsgenie optidash optimizely orbitcrm ovhcloud owlbot oxylabs
packagecloud pagarme pagerduty pagseguro pandadoc pandascore paperform paperspace paralleldots parsehub parseur partykit passbase pastebin payhip paymo
paymongo paypal paystack paytm pdflayer pdfshift peopledatalabs pepipost perplexity petfinder pexels phantombuster phemex phonepe photoroom pinata pinecone
pinterest pipedream pipedrive pivotaltracker pixabay plaid planetscale planviewleankit planyo playht plivo pluggy podio poloniex polygonscan porkbun portainer
portkey positionstack posthog postman postmark powrbot prefect prefectcloud prexview privacycom processst prodpad propelauth prospectcrm protocolsio
proxycrawl pubnub pulsedive pulumi purestake pushbullet pushover qdrant qianfan qualaroo quandl qubole quickbase quickmetrics quicknode quora qweather
rackspace rainforestpay rajaongkir rapidapi ravepay rawgio razorpay reachmail rebrandly rechargepayments recruitee recurly redash redmine refiner remotebg
removebg rentman repairshopr replyio restpack retellai retool revampcrm revcat revenuecat ringcentral ritekit roblox rocketreach rollbar route4me rownd
rudderstack runpod runrunit runscope runwayml sagemaker salesblink salescookie salesflare salesforce salesmate sambanova sanity sanityio satismeter saucelabs
saucenao scaleway scalingo scalr scanii schwab scrapeowl scraperapi scraperbox scrapestack scrapfly scrapingant scrapingbee scrapingdog screenshotapi
screenshotlayer scrutinizerci securitytrails selectpdf semaphoreci semrush sendbird sendgrid sendinblue sendpulse sentry serpapi serpstack sezzle sheetsu
sherpadesk shipday shipengine shippo shipstation shodan shopify shortio shotstack shutterstock signable signalwire signaturit signrequest signupgenius sigopt
siliconflow simfin simkl simplybook simplynoted simvoly sinch siteleaf skrapp skybiometry smartcar smartling smartproxy smartsheet smartsheets smooch snipcart
snovio snowplow snowtrace socrata sonarcloud sourcegraph sparkpost speechmatics speechtextai splunk spoonacular sportmonks sportradar sportsmonk spotify
spotinst sproutsocial squadcast squarespace stackpath statsig statuscake statuspage stepfun stitchdata stockdata storecove storj stormboard stormglass
storyblok storychief strapi strava stripe stytch sugester sumologic sumsub supabase supertokens supportbee surveyanyplace surveycto surveymonkey surveysparrow
survicate swiftype symbl synthesia tailscale tankerkoenig tatum tatumio tavily tavus taxjar teamgate tefter telegram telesign teletype telnyx textmagic
themoviedb theoddsapi therundown thesportsdb thinkific thousandeyes ticketmaster tickettailor ticktick tiingo timecamp timezoneapi timezonedb tisane tmetric
todoist togetherai toggl tokeet tomorrowio tomtom tradestation tradier tradingview trakt transferwise transloadit travelpayouts travelperk travisci trello
tripadvisor truelayer trulioo tumblr turbopuffer twelvedata twilio twitch twitter tyntec typeform typesense ubidots uclassify unsplash untappd unwiredlabs
upcdatabase upcloud uplead uploadcare uploadthing upstash uptimerobot upwave upwork urlscan userflow userlike userstack vagalume vastai vatlayer vbout vercel
veriff veriphone versioneye viewneo vimeo virustotal visualcrossing voiceflow voicegain volcengine vonage vouchery vpnapi vuldb vultr wakatime walkscore wandb
wandbai wasabi watchmode weatherapi weatherbit weatherstack weaviate web3storage webex webflow webhookrelay webscrapingai websitepulse weightsandbiases wepay
whoisxml whoisxmlapi whoxy wistia wolframalpha wordnik workstack worldcoinindex worldweather worldweatheronline wrike xendit xignite yandex youneedabudget
youtrack zapier zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zhipuai zilliz zipapi zipbooks zipcodeapi zipcodebase ziprecruiter zohocrm
zonka zoominfo zulip
`;

export const serviceNames: ReadonlySet<string> = new Set(list.trim().split(/\s+/));
