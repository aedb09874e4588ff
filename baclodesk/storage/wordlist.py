"""The words pass-phrases are made of: short, common, without accents, so that any keyboard can type them.

Seven different words of a list of N give log2(N) + log2(N - 1) + … bits, so N must be at least 2 760 for 80 bits.
"""

_ENGLISH = """
able about above absent accent accept access acid acorn acre across act action active actor actual adapt add
adult advice affair afford after again age agent agree ahead aim air aisle alarm album alert alike alive all
alley allow almond almost alone along aloud alpha already also alter always amaze amber among amount ample
amuse anchor angel angle animal ankle annual answer ant antler any apart apple april apron arch arctic area
arena argue arm armour army around arrange arrive arrow art artist ash aside ask aspect assume atlas atom
attach attend attic audio august aunt author auto autumn average avoid awake award aware away awful axis axle
baby back bacon badge badger bag bagel bake baker balance balcony bald ball ballad ballet balloon ballot balm
bamboo banana band bang banjo bank banner bar barber bare barge bark barley barn barrel base basic basil
basin basis basket bass bat batch bath baton battery bay beach beacon bead beak beam bean bear beard beast
beat beauty beaver become bed bee beech beef beetle before begin behave behind being belief bell belly belong
below belt bench bend benefit beret berry beside best bet better between beyond bicycle bid big bike bill bin
bind birch bird birth biscuit bishop bison bit bite black blade blank blanket blaze bleach blend bless blind
blink block blond bloom blossom blouse blow blue bluff blunt blur board boast boat body boil bold bolt bonbon
bone bonfire bonnet bonus book boost boot booth border bore borrow boss both bottle bottom bounce bound bow
bowl box boy brace bracket brain brake branch brand brass brave bread break breath breeze brick bride bridge
brief bright brim bring brisk broad broken bronze brook broom brother brown brush bubble bucket buckle bud
buddy budget buffalo buffet bug build bulb bull bumper bundle bunk bunny burger burn burrow burst bus bush
busy but butter button buy buzz cabbage cabin cable cactus cadet cafe cage cake calf call calm camel camera
camp can canal canary candle candy cane canoe canopy canvas canyon cap cape capital captain car caramel
caravan carbon card cardigan care cargo carnival carol carpet carrot carry cart carton carve case cash cashew
castle casual cat catch cattle cause caution cave cease cedar ceiling celery cell cellar cello cement cent
center century cereal chain chair chalk chamber champion chance change channel chant chapel chapter charge
charm chart chase chat cheap check cheek cheer cheese chef cherry chess chest chestnut chew chicken chief
child chill chime chimney chin chip choice choir choose chop chord chorus cider cinema circle circus citizen
city civil claim clam clap clarinet clash clasp class claw clay clean clear clerk clever cliff climate climb
clinic clip cloak clock close cloth cloud clover clown club clue cluster coach coal coast coat cobalt cobra
cocoa coconut code coffee coil coin cold collar collect colour column comb combine come comedy comet comfort
comic common compass complete concert concrete condor cone confirm connect consent consist contain contest
context control convoy cook cookie cool copper copy coral cord core cork corn corner correct cosmic cost
costume cottage cotton cough could council count country couple courage course court cousin cover cow cowboy
coyote crab cradle craft crane crater crayon cream create credit creek crew cricket crisp crocus crop cross
crowd crown cruise crumb crust crystal cub cube cuckoo cucumber cuff culture cup cupboard cupid cure curious
curl current curry curtain curve cushion custard custom cycle cymbal daily dairy daisy damp dance danger dare
dark dart dash data date daughter dawn day deal dear debate decade decide deck deep deer defend degree delay
delight deliver delta demand denim dental depart depend depth deputy desert design desk dessert detail
develop device devote dial diamond diary dice diesel diet differ dig digit dinner dipper direct dirt disc
discover dish display distance ditch dive divide dock doctor dog doll dollar dolphin domain dome domino
donate donkey donut door dose dot double dough dove down dozen draft dragon drain drama draw drawer dream
dress drift drill drink drive drone drop drum dry duck duel duet duke dull dune during dusk dust duty dwarf
dwell dynamo each eager eagle ear early earn earth ease easel east easy eat echo eclipse edge edit effect
effort egg eight either elastic elbow elder elect element elephant eleven elk elm else ember embrace emerald
emotion emperor employ empty enable enamel end endless energy engage engine enjoy enough enter entire entry
envelope envoy epic equal equip era errand escape essay estate even evening event ever every exact example
exceed except exchange excite excuse exist exit expand expect expert explain explore export express extend
extra eye fable fabric face fact factor factory fade fair fairy faith falcon fall false fame family famous
fan fancy far farm farmer fashion fast father fault favour fawn feast feather feature federal feel fellow
felt fence fern ferry festival fetch fever few fiber fiction fiddle field fifteen fifty fig figure file fill
film filter final finch find fine finger finish fir fire firm first fish fisher fit five fix fjord flag flake
flame flannel flap flash flask flat flavour flax fleece fleet flesh flight flint flip float flock flood floor
flour flow flower fluid flush flute fly foam focus fog fold folder folk follow fond food fool foot for force
forecast foreign forest forget fork form formal former fort fortune forty forum forward fossil found fountain
four fox fraction frame free freedom freeze freight fresh friday friend frog from front frost frozen fruit
fuel full fun funnel funny fur furnace future fuzzy gable gadget gain galaxy gallery gallon gallop game gamma
gander gap garage garden garland garlic garnet gas gate gather gaze gazelle gear gem general genius gentle
genuine gesture get geyser giant gift ginger giraffe girl give glacier glad glance glass glaze glide glimpse
globe gloom glory glove glow glue goal goat gold golf gondola good goose gopher gorge gospel gossip govern
gown grab grace grade grain grammar grand granite grant grape graph grasp grass grateful gravel gravity gravy
graze great green greet grey grid grill grin grip grocer groove ground group grove grow growth guard guess
guest guide guild guitar gulf gull gum guru gust gutter gym gypsum habit hail hair half hall hallway halo ham
hammer hammock hamper hamster hand handle handy hang happen happy harbour hard hardly hare harmony harness
harp harvest hat hatch haven hawk hay hazel head health heap hear heart heat heather heaven hedge heel height
helium hello helmet help hem hen herald herb herd here hermit hero heron herring hidden hide high hike hill
hinge hint hip hire history hit hobby hockey hold hole holiday hollow holly home honest honey honour hood
hoof hook hop hope horizon horn horse hospital host hotel hour house hover how hub hug huge human humble
humid humour hundred hunger hunt hurdle hurry husband husky hut hyena hymn ice icicle icon idea ideal
identity idle igloo image imagine impact import improve inch include income increase indeed index indigo
indoor infant inform ink inlet inn inner input inquire insect inside inspire instead intend interest into
invent invest invite iris iron island issue item ivory ivy jacket jaguar jam january jar jargon jasmine jaw
jazz jeans jelly jersey jet jewel job jockey join joint joke jolly journal journey joy judge juggle juice
july jumbo jump jumper june jungle junior juniper jury just justice kangaroo karate kayak keen keep kelp
kennel kernel kettle key keyboard kick kid kidney kilo kilt kimono kind king kingdom kiosk kitchen kite
kitten kiwi knee kneel knife knight knit knob knock knot know koala label labour lace lack ladder ladle lady
lagoon lake lamb lamp lance land lane language lantern lap lapel large lark laser lasso last latch late later
laugh launch laundry laurel lava lavender law lawn lawyer layer layout lazy lead leader leaf league lean leap
learn least leather leave lecture ledge leek left leg legal legend leisure lemon lemur lend length lens
lentil leopard less lesson let letter lettuce level lever liberty library licence lid life lift light like
lilac lily limb lime limit line linen lion lip liquid list listen litre little live liver lizard llama load
loaf loan lobby lobster local locate lock locket lodge loft log logic lonely long look loom loop loose lord
lorry lose lost lot lotion lotus loud lounge love low loyal lucky luggage lumber lunar lunch lung lupin lure
lute luxury lynx lyric macaw machine mackerel madam magazine magenta magic magnet magnolia magpie maid mail
main maize major make maker mallet malt mammoth man manage mandarin mango manner manor mantle manual many map
maple marble march margin marina mark market marmot maroon marriage marrow marsh marvel mask mason mast
master mat match mate material math matrix matter mattress may maybe mayor maze meadow meal mean measure meat
medal media medium meet mellow melody melon melt member memory mend mental mention menu mercy merge merit
mermaid merry message metal meteor meter method metro middle midnight might mild mile milk mill millet
million mimic mind mineral minimum minor mint minute miracle mirror mist mitten mix mixture moat mobile model
modem modern modest mole moment monarch monday money monkey month mood moon moor moose moral more morning
mosaic moss most motel moth mother motion motor mount mountain mouse mouth move movie much mud muffin mug
mule muscle museum mushroom music mussel must mustard mutual muzzle mystery myth nail name napkin narrow
nation native natural nature navy near nearly neat neck need needle neighbor nephew nerve nest net nettle
network neutral never new news next nice nickel niece night nimble nine noble nobody noise nomad none noodle
noon normal north nose not notable note nothing notice notion noun novel november now number nurse nut nutmeg
nylon nymph oak oar oasis oat obey object oblong oboe observe obtain obvious occasion ocean october octopus
odd odour off offer office officer often oil olive olympic omega omelet once one onion only onto onward opal
open opera opinion oppose option orange orbit orchard orchid order organ orient origin orphan osprey ostrich
other otter ounce our out outdoor outer outfit output oval oven over owl own owner oxygen oyster pace pack
packet pad paddle page pail paint pair palace pale palm pamphlet pan pancake panda panel panther pantry
papaya paper parade parcel pardon parent park parka parlour parrot parsley part partner party pass passage
past pasta paste pastry pasture patch path patience patrol pattern pause pave paw pay pea peace peach peacock
peak peanut pear pearl pebble pecan pedal peel pelican pen penalty pencil penguin penny people pepper perch
perfect perfume perhaps period permit person pet petal petrol phase pheasant phone photo phrase physics piano
pick pickle picnic picture pie piece pier pig pigeon pike pile pill pillar pillow pilot pin pinch pine pink
pint pioneer pipe pirate piston pit pitch pivot pixel pizza place plaid plain plan plane planet plank plant
plastic plate platform play player plaza please pledge plenty plot plough pluck plug plum plume plunge plural
plus poacher pocket poem poet point polar pole police policy polish polite polka pollen polo pond pony pool
poor pop poplar poppy popular porch porridge port porter portrait pose position positive possible post poster
pot potato pottery pouch poultry pound pour powder power practice prairie praise pram prawn prefer premium
prepare present preserve press pretty prevent price pride primary prime prince print prior prism private
prize problem process produce product profile profit program progress project promise promote proof proper
protect proud prove provide prune public pudding puddle puffin pull pulley pulp pulse puma pump pumpkin punch
pupil puppet puppy purchase pure purple purpose purse push put puzzle pyjamas pyramid python quail quality
quantity quarry quart quarter quartz queen query quest question queue quick quiet quill quilt quince quit
quite quiver quiz quota quote rabbit raccoon race rack racket radar radio radish raft rage rail railway rain
rainbow raisin rake rally ramp ranch random range rank rapid rare rascal rate rather ratio rattle raven
ravine raw ray reach react read ready real reason rebel recall receipt receive recent recipe record recover
recruit red reduce reed reef reel refer reflect reform refresh refuge refund regard region regret regular
reign rein relate relax relay release relief rely remain remark remedy remember remind remote remove render
renew rent repair repeat replace reply report request require rescue research reserve resin resist resort
resource respect respond rest result retail retire retreat return reveal review reward rhythm rib ribbon rice
rich ride rider ridge rifle right rigid rim ring rinse ripe ripple rise risk ritual rival river road roar
roast robe robin robot robust rock rocket rod role roll romance roof rook room root rope rose rosemary rotate
rotor rough round route routine rover row royal rubber ruby rudder rug rugby ruin rule ruler rumour run
runner runway rural rush rust rustic rye sack saddle safari safe saffron saga sage sail sailor saint salad
salary sale salmon saloon salt salute same sample sand sandal sandwich sapphire sardine satin saturday sauce
saucer sauna sausage save say scale scallop scan scarf scatter scene scenery scent scheme scholar school
science scissors scone scoop scooter scope score scorpion scout scramble scrap screen screw script scroll
sculptor sea seal search season seat second secret section sector secure see seed seek seem segment select
self sell semi senate send senior sense sentence separate sequel serene series serious serpent servant serve
service session set settle seven several sew shade shadow shake shallow shampoo shape share shark sharp shawl
she shears shed sheep sheet shelf shell shelter sheriff shield shift shine ship shirt shoal shock shoe shoot
shop shore short should shoulder shout shovel show shower shrimp shrub shuffle shut shutter shuttle shy
sibling side siege sieve sift sigh sight sign signal silence silent silk silly silo silver similar simple
since sincere sing singer single sink siren sister sit site six sixty size skate skeleton sketch ski skill
skin skip skirt skull sky slab slate sled sleep sleet sleeve sleigh slender slice slide slight slim slip
slipper slope slot slow smart smell smile smock smoke smooth snack snail snake snap sneeze snow soap soccer
social sock soda sofa soft soil solar soldier sole solid solo solution solve some son sonar song sonnet soon
soprano sorbet sorrow sort soul sound soup source south soy space spade spaniel spare spark sparrow speak
spear special speech speed spell spend sphere spice spider spike spin spinach spiral spirit splash splendid
split sponge spoon sport spot spray spread spring sprout spruce spur square squash squeeze squid squirrel
stable stack stadium staff stage stain stair stake stall stamp stand staple star starch stare starling start
state static station statue stay steady steak steam steel steep steer stem step stereo stew stick still sting
stir stitch stock stocking stone stool stop storage store stork storm story stove strait strange strap straw
stream street strength stress stretch strict stride strike string strip stroke strong studio study stuff
stump style subject submit subtle suburb subway succeed success such sudden suede sugar suggest suit suitcase
suite sultan sum summer summit sun sunday sunny sunrise sunset super supper supply support suppose sure surf
surface surgeon surplus surprise survey suspect swallow swan swap sway sweat sweater sweep sweet swift swim
swing switch sword symbol symptom syrup system table tablet tackle tactic tadpole tail tailor take talc tale
talent talk tall tambour tame tandem tangle tango tank tap tape tapestry tapir target tariff tart task taste
tavern tax taxi tea teach teacher team tear teaspoon tell temper temple tempo ten tenant tend tender tennis
tenor tent term terrace terrier test text textile texture than thank that thatch thaw theatre theme then
theory there thermal they thick thief thimble thin thing think third thirst thirty thistle thorn thought
thousand thread three thrill throat throne through throw thrush thumb thunder thursday thus thyme ticket tide
tidy tie tiger tight tile till tilt timber time timid tin tinsel tiny tip tire tissue title toad toast today
toddler toe toffee together token tomato tomorrow ton tone tongs tongue tonic tonight tool tooth top topaz
topic torch tornado tortoise total toucan touch tough tour tourist towel tower town toy trace track tractor
trade traffic trail train trainer tram transfer trapeze travel tray treasure treat tree trek tremble trend
trial triangle tribe trick trifle trim trio trip triple trolley trophy tropic trot trouble trousers trout
trowel truce truck true truly trumpet trunk trust truth try tub tuba tube tuesday tug tulip tumble tuna
tundra tune tunic tunnel turban turbine turf turkey turn turnip turret turtle tutor tweed twelve twenty twice
twig twilight twin twist two type typhoon typical umbrella uncle under unicorn uniform union unique unit
unite unity universe unless until update upgrade uphill upon upper upright upset upward urban urge urgent use
useful usher usual utensil utmost vacant vacuum valid valley value valve van vanilla vapour variety various
varnish vary vase vast vault veal vector veil vein velvet vendor venture venue verb verdict verse version
very vessel vest vet viable vibrant victory video view village vine vinegar vintage vinyl viola violet violin
viper virtue visa visible vision visit visitor visual vital vitamin vivid vocal voice volcano volley volt
volume vote vowel voyage vulture wafer waffle wage wagon waist wait waiter wake walk wall wallet walnut
walrus waltz wand wander want ward wardrobe warm warn warrior wash wasp waste watch water wave wax way weak
wealth wear weasel weather weave web wedding wedge weed week weigh weight welcome weld well west whale what
wheat wheel when where which while whim whip whisk whisker whisper whistle white who whole why wick wide
widow width wife wild will willow win wind windmill window wing wink winner winter wire wisdom wise wish wit
wizard wolf woman wombat wonder wood wool word work worker world worm worry worth would wrap wreath wren
wrench wrestle wrinkle wrist write writer yacht yak yard yarn year yeast yellow yes yet yew yoga yogurt yoke
yolk young your youth zebra zenith zero zigzag zinc zip zipper zodiac zone zoo zoom
"""

ENGLISH: tuple[str, ...] = tuple(_ENGLISH.split())
