// Names of services that give out keys: one of them beside a value that reads like nothing else makes it a credential.

/**
 * Lower case, letters and digits only, from the public directories of such services. Names that are words of everyday text or
 * code stand in no such list: `box`, `line`, `linear`, `notion`.
 */
const list = `
17track 1forge 2checkout 7digital abbysale abbyy abstractapi abtasty abuseipdb accelo accuweather acrcloud activecampaign acuityscheduling acunetix adafruit
adafruitio addresszen adobeio adobesign adoptapet adyen adzuna aemet aerisweather aeroworkflow affinda africastalking afterpay aftership agilecrm agilitycms
agoraio ahrefs airbrake airbyte aircall airlabs airplanedev airtable airvisual aisensy aishub aiven alchemyapi alconost alegra alephalpha aletheia algolia
alibabacloud alienvault allsports alpacamarkets alphavantage amadeus ambeedata amberdata amdoren amplitude amthyste aniapi anidb anilist anypoint anyrun
anyscale apacta apaleo api2cart api2convert api2pdf apideck apiflash apifonica apifootball apify apiip apilayer apimatic apimetrics apitemplate apivideo apixu
apogeo apollographql apolloio appcenter appcues appdynamics appfolio appfollow applitools appointedd appointy appoptics appsflyer appsignal appsmith
appsynergy apptivo appveyor appwrite aqicn aquasec arbiscan archbee artifactory artsy asaas asana ashby asknicely assemblyai associatedpress atera attom
audiense audiomack auth0 authorizenet authy autodesk autoklose automateio avalara avaza avazapp aviationedge aviationstack aweber axonaut aylien ayrshare
azureopenai bablic backblaze baichuan balldontlie bamboohr bandcamp bandsintown bannerbear barchart baremetrics base64ai basecamp baseten battlenet battuta
beamer beds24 beebole beehiiv belvo benchmarkemail benzinga bestbuy besttime betfair bettercloud betterstack betteruptime bhagavadgita bigcartel bigcommerce
bigdatacloud bigmarker bigmodel billcom billdesk billomat billplz binaryedge bingmaps bitbar bitbucket bitcoinaverage bitdefender bitfinex bitget bitgo
bithumb bitly bitmex bitpanda bitquery bitrise bitstamp bittrex bitwarden bizzabo blablacar blackduck blandai blazemeter blitapp blizzard blockchair
blockcypher blockfrost blocknative blockscout bloomreach bluecat bluesnap blynk blynkcloud boletocloud bombbomb bonsaiio bookeo boostnote borgbase botd
botpress brainiall brainshop brainshopai braintree braintrust brandfetch bravenewcoin brawlstars braze breezometer breezyhr brevo bridgecrew bridgeinteractive
brightcove brightdata briteverify browserbase browserless browserling browserstack browshot bscscan btcturk buddyns budibase bugcrowd bugherd bugsnag
builderio buildium buildkite builtwith bulbul bulksms bunnycdn bunnynet burstsms buttercms buttondown bybit bynder cachefly caflou calendarific calendly
callfire callrail calltools calltrackingmetrics calorieninja calorieninjas campaignmonitor campayn cannyio canva capsulecrm captaindata carbonblack
carboninterface careerjet cashboard cashfree caspio ccavenue cdn77 censys centralstationcrm cerebras cerebrium cexio chainalysis chainstack chargebee
chargeover chargify chartio chartmogul chatfuel chatra chatwoot chatwork checio checkfront checkly checkmarket checkmarx checkoutcom checkr checkvist
circleapi circleci cirium ciscospark citymapper clarifai clashofclans clashroyale clearbit clearbitlogo clearml clevercloud clickatell clickhelp clickhouse
clickmeter clicko clicksend clicksendsms clicktale clicktosend clickup cliengo clientary climacell climatiq clinchpad clipdrop clockify clockworksms closecrm
closeio cloudant cloudapp cloudbeds cloudbees cloudbet cloudcheckr cloudconvert clouddns cloudelements cloudflare cloudflareimages cloudhealth cloudimage
cloudinary cloudmersive cloudmersivevalidate cloudplan cloudsight cloudsmith cloudways cloverly cloze clustdoc cockroachdb codacy codeclimate codeforces
codefresh codemagic codequiry codesandbox codeship cohere coinapi coinbase coinbasepro coincheck coindcx coingecko coinigy coinlayer coinlib coinlore
coinmarketcap coinone coinranking coinremitter collect2 colorfulclouds commercejs commercetools companieshouse companyhub conekta configcat confluent
constantcontact constellix contabo contentful contentsquare contentstack conversiontools convertapi convertcom convertkit convier cooperhewitt copperhq copyai
coralogix coreweave cosmicjs countly countrylayer covalent coveo coveralls craftmypdf crawlbase crazyegg cronitor crossbrowsertesting crossmint crowdin
crowdskout crowdstrike cryptocompare cryptomarket currencyapi currencycloud currencyfreaks currencylayer currencyscoop currentsapi customerguru customerio
cutoutpro cuttly cvent cyberark cybersource cylance d7network d7networks dacast dagpi dagster dailyco dailymotion dareboost darksky dashscope databento
databox databricks datacrunch datadog dataforseo datocms dbtcloud ddownload deadmanssnitch deepai deepgram deepinfra deepl deepseek deepsource deezer dehashed
demio densify deribit descope desktime detectify detectlanguage dfuse dialogflow dialpad didapi diffbot diggernaut digicert digikey digitaldocumate
digitalocean digitalriver discogs disqus dlocal dnscheck dnsimple dnsmadeeasy docparser docraptor docspring document360 documo docusign doofinder doordash
dotcms dotdigital dotmailer dovico drchrono dribbble dronahq droneci dropbox dropcontact droplr dubsado duffel duosecurity duply dwolla dydx dynadot dynalist
dynamicyield dynatrace dyspatch eagleeyenetworks easydns easyinsight easypost ebanx ebay ebird ecostruxure ecostruxureit ecourtsindia ecwid edamam edenai
edgecast egnyte eightxeight elasticcloud elasticemail elevenlabs eloqua emailable emailjs emailoctopus emnify enablex endorlabs engagespot envoyapi eodhd
eodhistoricaldata equifax equinix esendex estated etherpad etherscan ethplorer etoro etsy europeana euskalmet eventbrite eventregistry everhour evernote
eversign everwebinar exasearch exchangerateapi exchangeratesapi exmo exoscale expensify experian exportsdk extractorapi faceplusplus facepp fareharbor
fastforex fastly fastspring fathom fatsecret fauna faunadb favqs favqscom fcsapi featurebase feedbin feedier fetchrss fibery figma filebase filecoin filestack
finage financialmodelingprep findl findymail fingerprintjs finicity finnhub fireblocks firehydrant fireworksai fitbit five9 fivetran fixerio flagsmith
flaticon flatio fleek fleetbase flexport flickr flightapi flightaware flightlabs flightstats flipkart floodio flowdash flowflu flowroute fluentforms
flutterwave flyio fmfw fmpcloud footballdata foreca forestadmin forexapi formbucket formcraft formio formsite formspree formstack fossa foursquare frameio
fraudlabspro freepik freesound freshbooks freshcaller freshchat freshdesk freshping freshsales freshservice freshworks frontapp frontegg ftmscan fullcontact
fullhunt fullstory fusebill fusionauth fxmarket ganjoor gateio gatling gcore geckoboard geekflare gemfury genderapi genesys gengo geoapify geocodify geocodio
geodatasource geoipify getaccept getblock getemail getemails getgeoapi getgist getotp getresponse getsandbox getstream gettyimages gfycat ghostinspector
ghostorg giantbomb giphy gitbook gitea gitguardian gitter gladia glassnode glitterly gnews gocanvas gocardless godaddy goldbean goodreads googlebooks
googleearthengine googlemaps googleperspective googlesafebrowsing gooten gorest gorgias goshippo grafbase graphcms graphhopper graphlit greynoise groovehq
groqcloud growthbook grubhub gtmetrix guardianapi guesty guildwars2 gumroad gupshup gusto gyazo hackerearth hanko happi happo happyfox happyscribe harnessio
harvardartmuseums harvestapp hasura haveibeenpwned healthchecksio helicone helipaddysites hellosign helpcrunch helpjuice helpscout hereapi herecom heremaps
heroku hetrixtools hetzner hevodata hexonet heygen hibob hightouch hiveage hiveapi holidayapi holistics honeybadger honeybook honeycomb hookdeck hostaway
hostinger hostio hotjar housecanary html2pdf htmlcsstoimage hubspot hubstaff huggingface humblebundle humio hunterio hunyuan huobi hybiscus hybridanalysis
hygraph hyperbrowser hyperserve hypertrack hypixel ibmcloud ibmwatson icims iconduck iconfinder icontact icytools idenfy ideogram iexapis iexcloud ifttt igdb
ilovepdf imagekit imagga imdbapi imgbb imgix imgur impalahotel imperva importio improvmx incidentio indodax infermedica infisical influxdb infobip infoblox
infracost infura infuraethereum infusionsoft inngest insightly inspectlet instabot instamojo instana instapaper instatus integromat intelligencex intelx
interactivebrokers interakt intercom internalio interseller intezer intra42 intrinio invision invoca invoiced invoiceocean ionos ip2location ip2proxy ipapi
ipapicom ipdata ipfindio ipgeolocation ipify ipinfo ipinfodb ipquality ipqualityscore ipregistry ipstack ipwhois iqair irisnet iucn iyzico jamendo jarvislabs
jazzhr jinaai jira jivochat jobs2careers jobvite joesandbox jooble jotform json2video jsonbin jsonbinio judge0 jumio jumpcloud jumpseller junglescout
jupiterone justcall jwplayer k6cloud kadoa kaggle kaiko kaiterra kakao kakaomaps kaleyra kamatera kameleoon kanban kanbanize kanbantool karmacrm kayako keenio
kelleybluebook keycdn kickbox kinde kinsta kissmetrics kkbox klarna klaviyo klipfolio klippa knapsackpro kobiton kontent kontentai koreai koyeb kroger
kubecost kucoin kustomer kylas lacework lambdalabs lambdatest landbot landingai langbly langfuse langsmith languagelayer larksuite lastfm launchdarkly lazada
lcbo leadfeeder leadsquared leakcheck leaseweb lemlist lemonsqueezy lendflow leonardoai lessannoying lessannoyingcrm lexigram librato libretranslate lichess
lightstep linearapp linenotify linguarobot lingyiwanwu linkedin linkpreview linode litmus liveagent liveblocks livechat livekit livepeer livestorm loaderio
loadimpact loadmill lobcom localazy localtunnel locationiq lodgify logdna loggly loginradius logrocket logsto logtail logto logzio lokalise loqate losant
loyverse luadns lumify lunchmoney macaddress madkudu magento magicbell mailboxlayer mailboxvalidator mailchimp mailerlite mailersend mailgun mailjet mailmodo
mailosaur mailparser mailsac mailshake mailslurp mailtrap mailtrapio makecom malshare malwarebazaar mandrill mangadex manychat mapbox mapon mapquest maptiler
markerio marketaux marketo marketstack marvelapp matillion matomo mattermost mavenlink maxmind meaningcloud mediaflow mediastack meetupcom meilisearch
meistertask meltano memsource meraki mercadolibre mercadopago mercedesbenz mercuryo mergify merriamwebster mesibo messagebird messagepeople messari metaapi
metabase metacert metadefender meteomatics meteostat metrilo mexc mezmo microlink microsoftgraph microweather midise midjourney midtrans mindmeister minimax
minimaxi mistralai mixcloud mixmax mixpanel mlsgrid mockaroo modeanalytics modio mojang mojoauth mojohelpdesk mollie mondaycom moneybird monkeylearn moonclerk
moonpay moonshot moosend moralis mouseflow mparticle mrticktock msg91 murfai musixmatch muxvideo myanimelist myexperiment myfreshworks myintervals
mysportsfeeds mythicbeasts namecheap namecom nanonets nasdaqdatalink navitia nebius neoload netcup nethunt netlify netsparker neutrinoapi neverbounce
nevercode newrelic newsapi newscatcher newsdata newsriver newyorktimes nexmo nftport nftstorage ngrok nice8x8 nicereply nightfall nlpcloud nomics nordigen
northflank notifyre nounproject novadax novita novuco nownodes nozbe nozbeteams nprone nsone nubela nuclino numlookup numverify nutritionix nylas nytimes
oanda objectcut obsbrowser ocrspace octoai octopart octoperf octopusdeploy oddsapi oikolab okex olark olxpoland omdbapi omnisend onbuka oncehub onedesk
onedrive onelogin onepagecrm onesignal onfido onfleet ontraport onwater onyphe oopspam openai openaq opencage opencagedata openchargemap opencorporates
openexchangerates openfda openfigi opengraphr openpagerank openpay openphone openregistry openrouter openrouteservice opensea opensky opensrs opentable openuv
openweather openweathermap opinionstage opsgenie optidash optimizely orbintelligence orbitcrm orbitlove orionhealth ouraring overloop ovhcloud owlbot oxylabs
oysterhr packagecloud packlink pagarme pagecdn pagerduty pagseguro pandadoc pandascore pantheon paperform paperspace parabola paralleldots parcelperform
pardot parsehub parseur partnerstack partykit passbase pastebin paychex paydirt paydirtapp payfast payhip paymo paymongo payoneer paypal paystack paytm pdfco
pdfcrowd pdflayer pdfmonkey pdfshift pendo peopleai peopledatalabs peoplehr pepipost periscope perplexity personio perspectiveapi petfinder pexafy pexels
phantombuster phemex phisherman phishin phishtank phonepe photoroom phraseapp picsart pinata pinecone pingdom pingidentity pinterest pipedream pipedrive
pipefy pivotaltracker pixabay pixela plaid plaidkey planetscale planviewleankit planyo platformsh playht plivo pluggy podio poeditor pollsapi poloniex
polygonio polygonscan polymarket polytomic porkbun portainer portkey positionstack postageapp postbacks postgrid posthog postman postmark postmates postnord
powrbot prefect prefectcloud prestashop prexview printful printify prismacloud privacycom probely processst prodigi prodpad productboard productfruits
producthunt propelauth prospectcrm prospectio protocolsio proxycrawl proxycurl proxykingdom pubg pubnub pulsedive pulumi purechat purestake pushbullet
pusherbeams pushover pushwoosh pvwatts qdrant qianfan qovery qualaroo qualtrics qualys quandl quantummetric qubole questdb quickbase quickbooks quickchart
quickemailverification quickmetrics quicknode quillbot quora qweather rackspace rage4 rainforestpay rainforestqa rajaongkir rakuten rapid7 rapidapi rappi
rarible ravepay rawgio raygun razorpay reachmail realestateapi reallysimplesystems realnex rebrandly rechargepayments recombee recordedfuture recruitee
recurly redash reddit redfin redirhub redmine refersion refiner remini remotebg removebg rendobar rentberry rentcast rentman repairshopr replit replyio
requestfinance rescuetime resmushit resourceguru respondio restpack retellai retool revai revampcrm revcat revenuecat revolut revue rezdy rijksmuseum
ringcentral riotgames rippling ritekit roadgoat roadmunk roblox roboflow rocketreach rockset rollbar roninapp rootly rossum route4me routemobile rownd
rudderstack runpod runrunit runscope runwayml safebrowsing sagemaker sageone saidit saleor salesblink salescookie salesflare salesforce salesloft salesmate
saltedge sambanova samsara sanity sanityio satismeter saucelabs saucenao savepageio savvycal sawolabs scaleapi scalesec scaleserp scaleway scalingo scalr
scalyr scanii schiphol schwab scoopit scrapeninja scrapeowl scraperapi scraperbox scrapersite scrapestack scrapfly scrapingant scrapingbee scrapingbot
scrapingdog screenshotapi screenshotlayer scrutinizer scrutinizerci searchapi searchly searchspring seatgeek securitytrails selectpdf sellfy semaphoreci
semgrep semrush sendbird sendcloud sendgrid sendinblue sendlane sendowl sendpulse sendy sentinelone sentry seranking serpapi serper serphouse serpstack
serpstat servicenow setmore settlemint seventhsense sezzle sharefile sharpspring sheetsu sheety sherpadesk shikimori ship24 shipbob shipday shipengine
shippable shippo shipstation shodan shodankey shopee shopify shopware shortcutapi shortio shotstack shrtlnk shuftipro shutterstock sightengine signable
signalfx signalwire signaturit signnow signrequest signupgenius sigopt siliconflow simfin similarweb simkl simpleanalytics simplesat simplybook simplynoted
simplyrets simvoly sinch sinchmessage singlestore sisense site24x7 siteleaf skrapp skrappio skybiometry sleekplan smartcar smartcrop smartling smartlook
smartproxy smartrecruiters smartsheet smartsheets smartsupp smartystreets smoobu smooch smsglobal smtp2go snapchat snatchbot snipcart snovio snowplow
snowtrace socketdev socketlabs socrata socure solcast sonarcloud sonarqube sonarsource songkick songlink sophos soracom soundcloud sourcegraph spacelift
spacetraders sparkpost speechmatics speechtext speechtextai spendesk splitio splunk spoonacular sportmonks sportradar sportsdata sportsmonk spotify spotinst
spotio spreedly sproutsocial sproutvideo spyfu spyse squadcast squarespace squareup squidex srpenergy sslmate stabilityai stackblitz stackhawk stackpath
stackstorm statsig statuscake statuspage statuspal steamapi steampowered steamspy steamweb stepfun stitchdata stockdata storecove storj stormboard stormglass
storyblok storychief strapi strava streamlabs stripe stytch styvio substack sugester sumologic sumsub supabase superchat supernotes supertokens supportbee
surveyanyplace surveybot surveycto surveymonkey surveysparrow survicate swarmia swiftype symbl synthesia sysdig taggun tagoio tailscale takeshape talend
talkdesk talkwalker tallyfy tankerkoenig tastedive tatum tatumio tavily tavus tawkto taxjar tealium teamcity teamgantt teamgate teamtailor teamworkcrm
teamworkdesk teamworkspaces tebex tefter telegram telegrambot telenor telesign teletype telize telnyx temsor tenor termii testim testingbot testlodge
text2data textanywhere textlocal textmagic textrazor theguardian themoviedb theoddsapi therundown thesportsdb thetvdb thingsboard thingspeak thinkific
thirdweb thousandeyes threatconnect thumbnailws ticketmaster ticketsource tickettailor ticktick tidbcloud tidio tiingo tiktok timecamp timedoctor timescale
timezoneapi timezonedb tinify tinypng tinyurl tisane tmdb tmetric todoist togetherai toggl toggltrack tokeet tokopedia tomba tomorrowio tomtom tooljet
trackingmore trackjs tradermade tradestation tradier tradingview trakt transak transferwise transifex transip transitland transloadit travelpayouts travelperk
travelport travisci trayio tredict trello trelloapi trengo trinet tripadvisor truelayer trulioo truora tsheets tumblr turbopuffer tvdb tvmaze twelvedata
twilio twingate twitch twitter tyntec typeform typesense typetalk ubidots uchecker uclassify uebermaps ukcompanieshouse ultradns unifyid unisender unogs
unplugg unsplash untappd unwiredlabs upbit upcdatabase upcloud uplead uploadcare uploadio uploadthing uproc upstash uptimerobot upvoty upwave upwork url2png
urlbox urlscan urlscanio usajobs usebouncer useproof userflow userfront userlike userpilot usersnap userstack uservoice utilorax vagalume valueserp vastai
vatlayer vbout veracode vercel verifalia veriff verimail veriphone versioneye vertexinc veryfi victorops vidwords vidyard viewneo vimeo virustotal
visualcrossing voiceflow voicegain voilanorbert volcengine volusion vonage voodoosms vouchery voximplant vpnapi vuldb vultr vyte wakatime walkme walkscore
wallhaven walmart wandb wandbai wappalyzer wargaming wasabi watchmode waveapps weatherapi weatherbit weatherstack weaviate web3storage webdam webengage webex
webflow webhookrelay webinarjam webpushr webscraper webscrapingai websitepulse wecantrack weebly weglot wegotrade weightsandbiases wepay wercker wetransfer
what3words whatcms whatjobs whitesource whoisxml whoisxmlapi whoxy wistia witai withings wolframalpha woocommerce woodpecker woopra wordnik wordtune workato
workos worksnaps workstack worldcoinindex worldpay worldweather worldweatheronline wpengine wrike wufoo wunderground wunderlist xendit xignite xmatters
xverify yahoofinance yandex yelpapi ynab yodlee yotpo youcanbookme youneedabudget yourls yousign youtrack youtubeapi yubico zalando zamzar zapier zeabur
zendesk zendeskapi zenefits zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zhipu zhipuai zilliz zillow zipapi zipbooks zipcodeapi zipcodebase
ziprecruiter zohobooks zohocrm zohodesk zomato zonka zonkafeedback zonomi zoomeye zoominfo zoomus zulip zuora
`;

let names: ReadonlySet<string> | undefined;

/** Made where it is first asked for: most commits hold nothing that could be such a key. @param word lower case, letters and digits */
export const isServiceName = (word: string): boolean => (names ??= new Set(list.trim().split(/\s+/))).has(word);
