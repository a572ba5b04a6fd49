"""Small tables that some cases of peers.md train on, and what is known of every data set."""

import csv
import math

import numpy as np

CLASSES = {
    "mnist": 10, "fashion-mnist": 10, "digits": 10, "circles": 2, "blobs": 3, "csv:{binary}": 2,
    "csv:{moons}": 2, "csv:{sectors}": 3, "csv:{spirals}": 2, "csv:{rings}": 3, "csv:{parity}": 2,
    "csv:{clusters}": 5, "csv:{checkers}": 2, "csv:{words}": 4, "csv:{wifi}": 4, "csv:{heart}": 2,
    "csv:{flowers}": 3, "csv:{rare}": 2, "csv:{flipped}": 2, "csv:{letters}": 26, "csv:{shapes}": 4,
    "csv:{mushrooms}": 2, "csv:{sensors}": 6, "csv:{nose}": 4, "csv:{traces}": 3, "csv:{credit}": 2,
    "csv:{claims}": 2, "csv:{annotators}": 4, "csv:{shell}": 2, "csv:{spectra}": 5, "csv:{wines}": 3,
    "csv:{churn}": 2, "csv:{pinwheel}": 3, "csv:{bars}": 4, "csv:{topics}": 8, "csv:{gates}": 2, "csv:{pens}": 10,
    "csv:{yinyang}": 3, "csv:{beats}": 2, "csv:{genes}": 5, "csv:{soil}": 4, "csv:{stamps}": 10,
    "csv:{tones}": 4, "csv:{ringnorm}": 2, "csv:{led}": 10, "csv:{waveform}": 3, "csv:{multiplexer}": 2,
    "csv:{survey}": 3, "csv:{satellite}": 6, "csv:{noughts}": 2, "csv:{vowels}": 11, "csv:{reviews}": 6,
    "csv:{districts}": 4, "csv:{typists}": 5, "csv:{penguins}": 3, "csv:{titanic}": 2, "csv:{strides}": 5,
    "csv:{cells}": 7, "csv:{echoes}": 2, "csv:{forests}": 5, "csv:{gestures}": 5, "csv:{eyes}": 2, "csv:{spam}": 2,
    "csv:{names}": 4, "csv:{stars}": 6, "csv:{glass}": 6, "csv:{monks}": 2, "csv:{balance}": 3, "csv:{robots}": 4,
    "csv:{bank}": 2, "csv:{beans}": 6, "csv:{machines}": 2, "csv:{splices}": 3, "csv:{phones}": 4, "csv:{crops}": 10,
    "csv:{bodies}": 4, "csv:{palindromes}": 2, "csv:{nuclei}": 2, "csv:{voices}": 5, "csv:{phishing}": 2,
    "csv:{quakes}": 3, "csv:{dice}": 2, "csv:{attacks}": 4, "csv:{leaves}": 8, "csv:{transits}": 2, "csv:{fetuses}": 3,
    "csv:{endgames}": 2, "csv:{steel}": 5, "csv:{showers}": 2, "csv:{songs}": 5, "csv:{rooms}": 2,
    "csv:{encounters}": 2, "csv:{olives}": 6, "csv:{pulsars}": 2, "csv:{sleepers}": 5, "csv:{muons}": 2,
    "csv:{triangles}": 3, "csv:{obsidians}": 5, "csv:{kidneys}": 2, "csv:{insects}": 6, "csv:{coins}": 2,
    "csv:{drums}": 4, "csv:{eggs}": 6, "csv:{donors}": 2, "csv:{asteroids}": 2, "csv:{crossings}": 2,
    "csv:{morse}": 8, "csv:{ships}": 6, "csv:{thyroids}": 3, "csv:{avalanches}": 2, "csv:{clouds}": 7,
    "csv:{magnets}": 2, "csv:{bats}": 6, "csv:{anaemias}": 4, "csv:{landings}": 2, "csv:{cheeses}": 7, "csv:{turns}": 2,
    "csv:{pollens}": 7, "csv:{wells}": 2, "csv:{melodies}": 2, "csv:{axles}": 6, "csv:{corneas}": 4,
    "csv:{wools}": 6, "csv:{hives}": 2, "csv:{speakers}": 2, "csv:{metals}": 7, "csv:{boreholes}": 4,
    "csv:{teas}": 6, "csv:{seedlings}": 2, "csv:{sieves}": 2, "csv:{meteorites}": 7, "csv:{lakes}": 4,
    "csv:{woods}": 6, "csv:{bridges}": 2, "csv:{lenses}": 2, "csv:{whales}": 7, "csv:{storms}": 4,
    "csv:{chillies}": 6, "csv:{orchards}": 2, "csv:{swings}": 2, "csv:{gems}": 7, "csv:{barns}": 4,
    "csv:{honeys}": 6, "csv:{elevators}": 2, "csv:{sprinklers}": 2, "csv:{ropes}": 7, "csv:{vineyards}": 4,
    "csv:{papers}": 6, "csv:{looms}": 2, "csv:{burrows}": 2, "csv:{plastics}": 7, "csv:{pumps}": 4,
    "csv:{breads}": 6, "csv:{vases}": 2, "csv:{beacons}": 2, "csv:{clays}": 7, "csv:{lamps}": 5,
    "csv:{soaps}": 6, "csv:{kites}": 2, "csv:{atolls}": 2, "csv:{paints}": 7, "csv:{freezers}": 5,
    "csv:{calls}": 4, "csv:{mussels}": 3, "csv:{tickets}": 2, "csv:{cogs}": 2, "csv:{mires}": 5,
    "csv:{bells}": 4, "csv:{feathers}": 3, "csv:{leases}": 2, "csv:{sails}": 2, "csv:{snows}": 5,
    "csv:{teeth}": 4, "csv:{tremors}": 3, "csv:{refunds}": 2, "csv:{moorings}": 2, "csv:{seabeds}": 5,
    "csv:{moths}": 5, "csv:{valves}": 2, "csv:{lichens}": 3, "csv:{bookings}": 2, "csv:{kilns}": 4,
    "csv:{fevers}": 4, "csv:{voters}": 3, "csv:{parcels}": 2, "csv:{meadows}": 5, "csv:{alarms}": 2,
    "csv:{organs}": 4, "csv:{invoices}": 2, "csv:{wards}": 3, "csv:{barks}": 5, "csv:{nests}": 2,
    "csv:{carpets}": 4, "csv:{buses}": 2, "csv:{brooks}": 3, "csv:{corals}": 5, "csv:{posts}": 2,
    "csv:{quarries}": 4, "csv:{ferries}": 2, "csv:{perfumes}": 5, "csv:{colds}": 2, "csv:{sparrows}": 3,
    "csv:{inks}": 4, "csv:{trams}": 2, "csv:{owls}": 5, "csv:{toads}": 2, "csv:{amphorae}": 3}
ADDING = {"mse": 1 / 6, "mae": 1 / 3}  # of a constant 1, for the sum of two uniform numbers


def parabola(random):
    """y = 5 x² + noise³, 50 points (Stack Overflow 48934338)."""
    x = random.uniform(-2, 2, 50)
    return x[:, None], 5 * x**2 + random.normal(0, 1, 50) ** 3


def xor(random):
    """The four points of XOR (31556268), 20 times each so that a part can be held out."""
    points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 20, float)
    return points, points[:, 0] != points[:, 1]


def binary(random):
    """1,000 points of 128 dimensions, two classes that a plane separates with a little noise (31880720)."""
    x = random.normal(0, 1, (1000, 128))
    return x, x @ random.normal(0, 1, 128) + random.normal(0, 1, 1000) > 0


def wide_range(random):
    """A smooth curve over x in [-100, 100), not scaled (52800582)."""
    x = random.uniform(-100, 100, 1000)
    return x[:, None], np.sin(x / 10)


def plane(random):
    """A value that depends on 8 features almost linearly: a healthy regression."""
    x = random.normal(0, 1, (1000, 8))
    return x, np.tanh(x @ random.normal(0, 0.4, 8)) + random.normal(0, 0.05, 1000)


def moons(random):
    """Two half circles that reach into each other (make_moons of scikit-learn), with noise 0.15."""
    angle = np.pi * random.uniform(0, 1, 1000)
    upper = np.arange(1000) % 2 == 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    return np.stack([x, y], 1) + random.normal(0, 0.15, (1000, 2)), ~upper


def sectors(random):
    """Three classes: which third of the circle around the origin a point lies in."""
    x = random.normal(0, 1, (1000, 2))
    return x, np.minimum((np.arctan2(x[:, 1], x[:, 0]) + np.pi) * 3 / (2 * np.pi), 2.999).astype(int)


def friedman(random):
    """Friedman's first regression (1991): 10 features, of which 5 count; features and values with deviation 1."""
    u = random.uniform(0, 1, (1000, 10))
    y = 10 * np.sin(np.pi * u[:, 0] * u[:, 1]) + 20 * (u[:, 2] - 0.5) ** 2 + 10 * u[:, 3] + 5 * u[:, 4]
    y += random.normal(0, 1, 1000)
    return (u - 0.5) * math.sqrt(12), (y - y.mean()) / y.std()


def spirals(random):
    """Two arms that wind three quarters of a turn around each other, with noise 0.1; radius 0.3 to 1.8."""
    way = random.uniform(0, 1, 1000)
    arm = np.arange(1000) % 2
    angle = 1.5 * np.pi * way + np.pi * arm
    x = (0.3 + 1.5 * way)[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return x + random.normal(0, 0.1, (1000, 2)), arm


def rings(random):
    """Three classes: a disc and two rings around it, radius 0 to 0.6, 0.8 to 1.3 and 1.5 to 2."""
    which = np.arange(1000) % 3
    radius = np.array([0, 0.8, 1.5])[which] + np.array([0.6, 0.5, 0.5])[which] * random.uniform(0, 1, 1000)
    angle = 2 * np.pi * random.uniform(0, 1, 1000)
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1), which


def waves(random):
    """A value that depends on 4 features by a sine, a product and a square; values with deviation 1."""
    x = random.uniform(-1.7, 1.7, (1000, 4))
    y = np.sin(1.5 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + 0.4 * x[:, 3] ** 2 + random.normal(0, 0.1, 1000)
    return x, (y - y.mean()) / y.std()


def ripples(random):
    """Waves of deviation 0.3: a mean squared error of 0.09 by a constant."""
    x, y = waves(random)
    return x, 0.3 * y


def parity(random):
    """Whether an odd number of three bits is set: 8 corners of a cube (-1 and 1), 50 points each with noise 0.1."""
    bits = (np.arange(400)[:, None] >> np.arange(3)) & 1
    return 2.0 * bits - 1 + random.normal(0, 0.1, (400, 3)), bits.sum(1) % 2


def clusters(random):
    """Five clouds of deviation 1 around points of deviation 0.7, in 16 dimensions: they overlap a little."""
    which = np.arange(1000) % 5
    return random.normal(0, 0.7, (5, 16))[which] + random.normal(0, 1, (1000, 16)), which


def checkers(random):
    """The colour of a point's field on a board of 3 by 3; coordinates with deviation 1."""
    place = random.uniform(0, 3, (1000, 2))
    return (place - 1.5) * 2 / math.sqrt(3), place.astype(int).sum(1) % 2


def words(random):
    """Which of 60 words are in a text, five or so: each of four topics has 15 that are frequent in it."""
    topic = np.arange(800) % 4
    frequent = np.arange(60)[None, :] // 15 == topic[:, None]
    return (random.uniform(0, 1, (800, 60)) < np.where(frequent, 0.25, 0.03)).astype(float), topic


def wifi(random):
    """In which of four rooms a phone is, by the strength of 7 stations in dBm, not scaled: -40 to -80, noise 5."""
    room = np.arange(800) % 4
    return random.uniform(-80, -40, (4, 7))[room] + random.normal(0, 5, (800, 7)), room


def heart(random):
    """Ill or not, by age, blood pressure, cholesterol and pulse as they are measured, not scaled; some by chance."""
    z = random.normal(0, 1, (900, 4))
    risk = z @ np.array([0.8, 0.4, 0.6, -0.9]) + random.normal(0, 0.4, 900)
    return np.array([54, 131, 246, 150]) + z * np.array([9, 17, 50, 23]), risk > 0


def weather(random):
    """A value with deviation 1, by kelvin, hectopascal, per cent of humidity and m/s of wind, none scaled."""
    z = random.normal(0, 1, (900, 4))
    y = np.tanh(z[:, 0]) + 0.5 * z[:, 0] * z[:, 2] - 0.4 * z[:, 1] + random.normal(0, 0.1, 900)
    return np.array([288, 1013, 65, 4]) + z * np.array([9, 9, 17, 2]), (y - y.mean()) / y.std()


def series(random):
    """The next value of two sines with noise 0.15 after 24 of them; every row starts at phases of its own."""
    phase = random.uniform(0, 2 * np.pi, (900, 2))
    way = 2 * np.pi * np.arange(25)[None, :]
    s = np.sin(way / 17 + phase[:, :1]) + 0.6 * np.sin(way / 7.3 + phase[:, 1:]) + random.normal(0, 0.15, (900, 25))
    s /= s.std()
    return s[:, :24], s[:, 24]


def rain(random):
    """A value that is 0 in more than half of the rows and positive elsewhere, by 5 features."""
    x = random.normal(0, 1, (1000, 5))
    y = 1.5 * x[:, 0] + np.sin(2 * x[:, 1]) + 0.5 * x[:, 2] * x[:, 3] - 0.5
    return x, np.maximum(y + random.normal(0, 0.2, 1000), 0)


def housing(random):
    """Prices in thousands, not scaled: mean 200, deviation 60; 6 scaled features."""
    x = random.normal(0, 1, (700, 6))
    y = x @ np.array([0.8, 0.5, -0.4, 0.3, 0, 0]) + 0.4 * x[:, 0] * x[:, 4] + random.normal(0, 0.2, 700)
    return x, 200 + 60 * (y - y.mean()) / y.std()


def flowers(random):
    """150 flowers of three kinds, by four lengths in cm, not scaled: 0.2 to 7."""
    kind = np.arange(150) % 3
    mean = np.array([[5, 3.4, 1.5, 0.25], [5.9, 2.8, 4.3, 1.3], [6.6, 3, 5.6, 2]])
    return mean[kind] + random.normal(0, 1, (150, 4)) * np.array([0.4, 0.33, 0.4, 0.15]), kind


def rare(random):
    """Two classes of which one has 8 % of the points."""
    x = random.normal(0, 1, (1000, 4))
    return x, x[:, 0] + x[:, 1] + random.normal(0, 0.3, 1000) > 2


def flipped(random):
    """Above or below a parabola, with every fourth label wrong: nobody is right more often than 75 %."""
    x = random.normal(0, 1, (1000, 2))
    return x, (x[:, 1] > 0.6 * x[:, 0] ** 2 - 0.5) ^ (random.uniform(0, 1, 1000) < 0.25)


def creep(random):
    """Small lengths: a value of deviation 0.05 by 4 features."""
    x = random.normal(0, 1, (800, 4))
    y = np.tanh(2 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + random.normal(0, 0.1, 800)
    return x, 0.05 * (y - y.mean()) / y.std()


def letters(random):
    """Which of 26 letters, 50 of each, by 16 measures of its form: clouds of deviation 0.7 around points of 0.9."""
    which = np.arange(1300) % 26
    return random.normal(0, 0.9, (26, 16))[which] + random.normal(0, 0.7, (1300, 16)), which


def shapes(random):
    """Sine, square, sawtooth or a sine twice as fast, 32 values with noise 0.3; height and beginning vary."""
    which = np.arange(1000) % 4
    turn = (np.arange(32)[None, :] / 16 + random.uniform(-0.12, 0.12, (1000, 1))) % 1
    sine = np.sin(2 * np.pi * turn)
    wave = np.choose(which[:, None], [sine, np.sign(sine), 2 * turn - 1, np.sin(4 * np.pi * turn)])
    return random.uniform(0.7, 1.3, (1000, 1)) * wave + random.normal(0, 0.3, (1000, 32)), which


def mushrooms(random):
    """Edible or not: 8 attributes of four values each, every one as four columns of 0 and 1."""
    value = random.integers(0, 4, (800, 8))
    score = random.normal(0, 1, (8, 4))[np.arange(8), value].sum(1) + 0.8 * (value[:, 0] == value[:, 1])
    return np.eye(4)[value].reshape(800, 32), score > np.median(score)


def sensors(random):
    """Which of six movements, by 30 readings in [-1, 1] that four hidden quantities decide: highly correlated."""
    which = np.arange(900) % 6
    hidden = random.normal(0, 1.3, (6, 4))[which] + random.normal(0, 0.5, (900, 4))
    return np.tanh(hidden @ random.normal(0, 0.4, (4, 30))) + random.normal(0, 0.05, (900, 30)), which


def nose(random):
    """Which of four gases, by 16 resistances in ohms, not scaled: 2,000 to 20,000, with noise of 8 %."""
    which = np.arange(800) % 4
    mean = random.uniform(2000, 20000, 16) * np.exp(random.normal(0, 0.25, (4, 16)))
    return mean[which] * (1 + random.normal(0, 0.08, (800, 16))), which


def traces(random):
    """Which of three springs a water is from, by 8 concentrations in mol/l, not scaled: about 0.0001."""
    which = np.arange(600) % 3
    return 1e-4 * np.exp(random.normal(0, 0.6, (3, 8))[which] + random.normal(0, 0.4, (600, 8))), which


def credit(random):
    """Whether a debt is too high for its income, both heavy-tailed amounts, not scaled, and one of four jobs (0, 1)."""
    job = random.integers(0, 4, 900)
    income, debt = np.exp(random.normal(10.3, 0.6, 900)), np.exp(random.normal(10, 0.9, 900))
    risk = np.log(debt / income) + np.array([0.4, 0.1, -0.1, -0.4])[job] + random.normal(0, 0.2, 900)
    return np.column_stack([income, debt, np.eye(4)[job]]), risk > np.median(risk)


def claims(random):
    """Two classes of which one has 12 % of the points, those far out in two of 6 directions."""
    x = random.normal(0, 1, (1000, 6))
    far = x[:, 0] ** 2 + x[:, 1] + random.normal(0, 0.2, 1000)
    return x, far > np.quantile(far, 0.88)


def annotators(random):
    """Four overlapping clouds in 8 dimensions, three labels of ten drawn anew: 78 % is the most that means anything."""
    which = np.arange(1000) % 4
    x = random.normal(0, 1, (4, 8))[which] + random.normal(0, 0.8, (1000, 8))
    return x, np.where(random.uniform(0, 1, 1000) < 0.3, random.integers(0, 4, 1000), which)


def shell(random):
    """The inner or the outer half of a cloud in 4 dimensions."""
    x = random.normal(0, 1, (900, 4))
    radius = np.linalg.norm(x, axis=1)
    return x, radius > np.median(radius)


def months(random):
    """Next month's passengers by those of twelve, not scaled: 100 to 600, growing, with a season and noise of 4 %."""
    month = np.arange(480)
    count = (130 + 320 * month / 480) * (1 + 0.2 * np.sin(2 * np.pi * month / 12)) * (1 + random.normal(0, 0.04, 480))
    return np.stack([count[i:i + 12] for i in range(468)]), count[12:]


def energy(random):
    """A value of deviation 1 by 12 readings of three hidden quantities, with noise: highly correlated."""
    hidden = random.normal(0, 1, (1000, 3))
    y = hidden[:, 0] + 0.7 * np.tanh(2 * hidden[:, 1]) + 0.3 * hidden[:, 1] * hidden[:, 2] + random.normal(0, 0.1, 1000)
    x = hidden @ random.normal(0, 0.6, (3, 12)) + random.normal(0, 0.15, (1000, 12))
    return x, (y - y.mean()) / y.std()


def cars(random):
    """Miles per gallon, 25 with deviation 8, by pounds, cubic inches, horsepower, cylinders and year, none scaled."""
    size, year = random.normal(0, 1, 400), random.normal(0, 1, 400)
    z = size[:, None] + random.normal(0, 0.3, (400, 4))
    x = np.array([2970, 194, 104, 5.5]) + z * np.array([800, 50, 25, 1.4])
    y = 23 - 6.5 * size + 1.5 * size**2 + 2.5 * year + random.normal(0, 2, 400)
    return np.column_stack([x, 76 + 3.7 * year]), y


def bikes(random):
    """Bicycles rented in an hour, a count of about 140, not scaled, by hour, warmth, humidity and three weathers."""
    hour, sky = random.uniform(0, 2 * np.pi, 800), random.integers(0, 3, 800)
    z = random.normal(0, 1, (800, 2))
    mean = np.exp(5 - 0.7 * np.cos(hour) + 0.4 * z[:, 0] - 0.2 * z[:, 1] - 0.3 * sky)
    return np.column_stack([np.sin(hour), np.cos(hour), z, np.eye(3)[sky]]), random.poisson(mean)


def salaries(random):
    """Yearly pay, not scaled: mean 52,000, deviation 15,000; 6 scaled features and two of 0 and 1."""
    x, flags = random.normal(0, 1, (800, 6)), random.integers(0, 2, (800, 2))
    y = x @ np.array([0.7, 0.5, 0.4, -0.2, 0, 0]) + flags @ np.array([0.6, -0.4]) + random.normal(0, 0.3, 800)
    return np.column_stack([x, flags]), 52000 + 15000 * (y - y.mean()) / y.std()


def incomes(random):
    """A heavy-tailed value of deviation 1, the exponential of a sum: a few rows have most of the loss."""
    x = random.normal(0, 1, (1000, 5))
    y = np.exp(x @ np.array([0.7, 0.5, -0.4, 0.3, 0]) + random.normal(0, 0.2, 1000))
    return x, (y - y.mean()) / y.std()


def curve(random):
    """One period and a half of a sine over x in [-1, 1], with noise 0.1."""
    x = random.uniform(-1, 1, 500)
    return x[:, None], np.sin(1.5 * np.pi * x) + random.normal(0, 0.1, 500)


def yields(random):
    """A value of deviation 1 of which 10 features explain little more than a third."""
    x = random.normal(0, 1, (1200, 10))
    y = x @ random.normal(0, 0.3, 10)
    return x, 0.62 * (y - y.mean()) / y.std() + 0.78 * random.normal(0, 1, 1200)


def spectra(random):
    """Which of five materials, by 40 absorbances, never below 0: three peaks each, a drifting base, noise 0.05."""
    which = np.arange(900) % 5
    place = np.linspace(0, 1, 40)
    peaks = np.exp(-((place - random.uniform(0, 1, (5, 3, 1))) ** 2) / 0.005)
    height = random.uniform(0.2, 1, (5, 3))[which] * random.uniform(0.7, 1.3, (900, 3))
    x = np.einsum("np,npw->nw", height, peaks[which]) + random.uniform(0, 0.4, (900, 1)) * (1 - place)
    return np.maximum(x + random.normal(0, 0.05, (900, 40)), 0), which


def wines(random):
    """Which of three vines a wine is from, by 13 analyses, not scaled: of 0.1 (phenols) to 1,000 (proline)."""
    which = np.arange(360) % 3
    z = random.normal(0, 1.2, (3, 13))[which] + random.normal(0, 0.7, (360, 13))
    mean = np.array([13, 2.3, 2.4, 19, 100, 2.3, 2, 0.36, 1.6, 5, 0.96, 2.6, 750])
    spread = np.array([0.6, 0.8, 0.2, 2.4, 10, 0.4, 0.7, 0.09, 0.4, 1.6, 0.16, 0.5, 210])
    return mean + spread * z, which


def churn(random):
    """Whether a customer leaves, by months, charge and their product (to 8,000), none scaled, and three contracts."""
    contract = random.integers(0, 3, 1000)
    month, charge = random.uniform(1, 72, 1000), random.uniform(20, 120, 1000)
    risk = (36 - month) / 20 + (charge - 70) / 40 - 0.6 * (contract - 1) + random.normal(0, 0.4, 1000)
    return np.column_stack([month, charge, month * charge, np.eye(3)[contract]]), risk > np.median(risk)


def concrete(random):
    """Strength in MPa, 36 with deviation 16, by 7 amounts in kg of a cubic metre and the age in days, none scaled."""
    z = random.normal(0, 1, (900, 7))
    x = np.maximum(np.array([280, 80, 60, 182, 8, 973, 774]) + z * np.array([90, 60, 45, 21, 5, 78, 80]), 0)
    day = np.exp(random.uniform(np.log(3), np.log(300), 900))
    y = z[:, 0] + 0.5 * z[:, 1] - 0.5 * z[:, 3] + 0.8 * (np.log(day) - 3.4) + 0.3 * z[:, 0] * z[:, 3]
    y += random.normal(0, 0.3, 900)
    return np.column_stack([x, day]), 36 + 16 * (y - y.mean()) / y.std()


def cubic(random):
    """y = x³ over x in [-3, 3], with noise 1: values to 27, not scaled."""
    x = random.uniform(-3, 3, 500)
    return x[:, None], x**3 + random.normal(0, 1, 500)


def pinwheel(random):
    """Three arms that wind two thirds of a turn around each other, radius 0 to 1, as a course on vision draws them."""
    arm = np.arange(750) % 3
    radius = random.uniform(0, 1, 750)
    angle = 4 * radius + arm * 2 * np.pi / 3 + random.normal(0, 0.15, 750)
    return radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], 1), arm


def bars(random):
    """The direction of a bar in 7 by 7 grey values from 0 to 255, not scaled: across, upright or a diagonal."""
    which = np.arange(800) % 4
    shift = random.integers(-2, 3, 800)[:, None, None]
    row, column = np.mgrid[-3:4, -3:4][:, None]
    way = np.choose(which[:, None, None], [row, column, row - column, row + column]) - shift
    x = np.where(way == 0, 200, 30) + random.normal(0, 30, (800, 7, 7))
    return np.clip(x, 0, 255).round().reshape(800, 49), which


def topics(random):
    """Which of 8 topics a text of 12 words is on: how often each of 120 occurs, 15 of them frequent in a topic."""
    topic = np.arange(960) % 8
    frequent = np.arange(120)[None, :] // 15 == topic[:, None]
    return random.poisson(np.where(frequent, 0.3, 0.07)).astype(float), topic


def arm(random):
    """How far a hand of two joints reaches to the front, by their angles and two more; values with deviation 1."""
    x = random.uniform(-1.7, 1.7, (1000, 4))
    y = np.cos(x[:, 0]) + 0.7 * np.cos(x[:, 0] + x[:, 1]) + 0.5 * np.sin(x[:, 2]) + random.normal(0, 0.05, 1000)
    return x, (y - y.mean()) / y.std()


def gauges(random):
    """A value of deviation 1 by 6 features; one of 20 rows was read wrong by up to 10."""
    x = random.normal(0, 1, (1000, 6))
    y = x @ np.array([0.7, -0.5, 0.4, 0.3, 0, 0]) + 0.3 * np.abs(x[:, 4])
    wrong = random.uniform(0, 1, 1000) < 0.05
    return x, (y - y.mean()) / y.std() + wrong * random.uniform(-10, 10, 1000) + random.normal(0, 0.1, 1000)


def kelvin(random):
    """A temperature in kelvin, not scaled: mean 288, deviation 9; 5 scaled features."""
    x = random.normal(0, 1, (900, 5))
    y = x @ np.array([0.8, -0.6, 0.4, 0.2, 0]) + 0.4 * np.sin(2 * x[:, 4]) + random.normal(0, 0.2, 900)
    return x, 288 + 9 * (y - y.mean()) / y.std()


def shares(random):
    """A share between 0 and 1, most of them near an end, by 6 features."""
    x = random.normal(0, 1, (1000, 6))
    y = x @ np.array([1.2, -0.9, 0.7, 0.5, 0, 0]) + 0.8 * x[:, 4] * x[:, 5] + random.normal(0, 0.2, 1000)
    return x, 1 / (1 + np.exp(-1.5 * y))


def gates(random):
    """Whether the first two of 6 features have different signs: the others, and each alone, say nothing."""
    x = random.normal(0, 1, (1000, 6))
    return x, (x[:, 0] > 0) ^ (x[:, 1] > 0)


def pens(random):
    """Which of ten figures a pen drew, by the coordinates of 8 points, not scaled: 0 to 100, with noise 16."""
    which = np.arange(1200) % 10
    return np.clip(random.uniform(5, 95, (10, 16))[which] + random.normal(0, 16, (1200, 16)), 0, 100).round(), which


def yinyang(random):
    """Yin, yang or one of the two dots in them (Kriener et al. 2022), as many points of each; radius 1.5."""
    x = random.uniform(-1, 1, (20000, 2))
    x = x[np.hypot(x[:, 0], x[:, 1]) < 1]
    left, right = np.hypot(x[:, 0] + 0.5, x[:, 1]), np.hypot(x[:, 0] - 0.5, x[:, 1])
    yin = (left < 0.5) | ((x[:, 1] > 0) & (right > 0.5))
    which = np.where(np.minimum(left, right) < 0.22, 2, yin)
    rows = np.stack([np.flatnonzero(which == c)[:300] for c in range(3)], 1).reshape(-1)
    return 1.5 * x[rows], which[rows]


def beats(random):
    """Whether a heart's beat is a broad one, by 48 values of a lead in millivolts; height, place and noise vary."""
    broad = np.arange(900) % 2
    time = np.linspace(-1, 1, 48) - random.uniform(-0.1, 0.1, (900, 1))
    width = np.where(broad == 1, 0.17, 0.1)[:, None] * random.uniform(0.85, 1.15, (900, 1))
    x = random.uniform(0.7, 1.3, (900, 1)) * np.exp(-((time / width) ** 2))
    x += 0.3 * np.exp(-(((time - 0.55) / 0.15) ** 2)) + random.normal(0, 0.15, (900, 48))
    return x, broad


def genes(random):
    """Which of five tissues, by 60 expressions with deviation 1 around those of the tissue, and a drift all share."""
    which = np.arange(600) % 5
    x = random.normal(0, 0.45, (5, 60))[which] + random.normal(0, 1, (600, 60))
    return x + random.normal(0, 0.7, (600, 1)) * random.normal(0, 1, 60), which


def flights(random):
    """Delays in minutes, not scaled: most are small, some are hours; by 6 scaled features."""
    x = random.normal(0, 1, (1000, 6))
    late = np.exp(2.2 + x @ np.array([0.7, 0.5, -0.4, 0.2, 0, 0]) + random.normal(0, 0.2, 1000))
    return x, late - 6 + random.normal(0, 2, 1000)


def soil(random):
    """Which of four soils, by pH, nitrogen (mg/kg), moisture, conductivity (uS/cm), warmth and carbon, none scaled."""
    which = np.arange(720) % 4
    z = random.normal(0, 1.3, (4, 6))[which] + random.normal(0, 0.6, (720, 6))
    return np.array([6.5, 1500, 30, 300, 18, 12]) + z * np.array([0.7, 350, 9, 80, 4, 4]), which


def chirp(random):
    """A sine that gets faster to both sides, x in [-2, 2], with noise 0.1."""
    x = random.uniform(-2, 2, 600)
    return x[:, None], np.sin(1.5 * x**2) + random.normal(0, 0.1, 600)


def loads(random):
    """A grid's load in megawatts, not scaled: mean 410, deviation 90; by hour, warmth, day of rest and two more."""
    hour, rest = random.uniform(0, 2 * np.pi, 900), (random.uniform(0, 1, 900) < 2 / 7).astype(float)
    z = random.normal(0, 1, (900, 3))
    y = -np.cos(hour) - 0.5 * np.sin(2 * hour) + 0.4 * z[:, 0] ** 2 - 0.7 * rest + random.normal(0, 0.2, 900)
    return np.column_stack([np.sin(hour), np.cos(hour), z, rest]), 410 + 90 * (y - y.mean()) / y.std()


def stamps(random):
    """Which of ten stamps, 8 by 8 grey values from 0 to 16, not scaled, a pixel to the left or right, with noise 3."""
    which = np.arange(1000) % 10
    form = random.normal(0, 1, (10, 8, 8))
    form = form + 0.7 * (np.roll(form, 1, 1) + np.roll(form, 1, 2))
    image = np.where(form > 0.4, 12.0, 1.0)[which]
    shift = random.integers(-1, 2, 1000)[:, None]
    column = (np.arange(8)[None, :] + shift) % 8
    image = np.take_along_axis(image, np.repeat(column[:, None, :], 8, 1), 2)
    return np.clip(image + random.normal(0, 3, (1000, 8, 8)), 0, 16).round().reshape(1000, 64), which


def tones(random):
    """Which of four instruments, by 48 samples of 16 bits, not scaled: six overtones, nearly one pitch, any height."""
    which = np.arange(900) % 4
    turn = np.arange(48)[None, :] / 16 * random.uniform(0.95, 1.05, (900, 1)) + random.uniform(-0.15, 0.15, (900, 1))
    wave = np.sin(2 * np.pi * turn[:, :, None] * np.arange(1, 7))
    overtones = random.uniform(0.1, 1, (4, 6)) * random.choice([-1, 1], (4, 6))
    x = np.einsum("nwh,nh->nw", wave, overtones[which]) + random.normal(0, 0.25, (900, 48))
    return np.clip(random.uniform(2000, 9000, (900, 1)) * x, -32768, 32767).round(), which


def ringnorm(random):
    """A wide cloud around the origin or a narrow one beside it, 20 dimensions (Breiman's ringnorm)."""
    which = np.arange(1000) % 2
    x = random.normal(0, 1, (1000, 20))
    return np.where(which[:, None] == 0, 2 * x, 2 / math.sqrt(20) + x), which


def led(random):
    """Which figure seven segments show, of which one in ten is wrong, and 17 that say nothing (Breiman's LED): 74 %."""
    shown = np.array([0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010,
                      0b1111111, 0b1111011])
    which = np.arange(1000) % 10
    right = (shown[which][:, None] >> np.arange(7)) & 1
    wrong = random.uniform(0, 1, (1000, 7)) < 0.1
    return np.column_stack([right ^ wrong, random.integers(0, 2, (1000, 17))]).astype(float), which


def waveform(random):
    """Which two of three triangles are mixed in 21 values of -3 to 8, noise 1 (Breiman's waveform): 86 %."""
    which = np.arange(900) % 3
    place = np.arange(1, 22)
    triangle = np.stack([np.maximum(6 - np.abs(place - middle), 0) for middle in (7, 11, 15)])
    share = random.uniform(0, 1, (900, 1))
    return share * triangle[which] + (1 - share) * triangle[(which + 1) % 3] + random.normal(0, 1, (900, 21)), which


def diabetes(random):
    """An illness after a year, 152 with deviation 77, half of it noise; 10 features of length 1, so deviation 0.05."""
    x = random.normal(0, 1, (442, 10))
    y = x @ np.array([0, -0.3, 0.8, 0.5, -0.4, 0.3, 0, 0.2, 0.8, 0.1]) + 0.4 * x[:, 2] * x[:, 3]
    y = 0.75 * (y - y.mean()) / y.std() + 0.66 * random.normal(0, 1, 442)
    return x / np.linalg.norm(x, axis=0), 152 + 77 * y


def multiplexer(random):
    """The one of four bits that two others name, and two that say nothing; bits are -1 or 1, with noise 0.1."""
    bits = (np.arange(1024)[:, None] >> np.arange(8)) & 1
    named = bits[np.arange(1024), 2 + bits[:, 0] + 2 * bits[:, 1]]
    return 2.0 * bits - 1 + random.normal(0, 0.1, (1024, 8)), named


def lorenz(random):
    """How fast the third quantity of the Lorenz system changes, by all three; with deviation 1, and noise 0.05."""
    x, y, z = random.normal(1, 0.1, 3)
    states = []
    for _ in range(10500):
        x, y, z = x + 0.1 * (y - x), y + 0.01 * (x * (28 - z) - y), z + 0.01 * (x * y - 8 / 3 * z)
        states.append((x, y, z))
    states = np.array(states)[500::10]
    speed = states[:, 0] * states[:, 1] - 8 / 3 * states[:, 2]
    speed = (speed - speed.mean()) / speed.std() + random.normal(0, 0.05, 1000)
    return (states - states.mean(0)) / states.std(0), speed


def survey(random):
    """Which of three types somebody is, by 20 answers from 1 to 5, as they were ticked."""
    which = np.arange(750) % 3
    return np.clip(random.normal(3, 0.8, (3, 20))[which] + random.normal(0, 1.3, (750, 20)), 1, 5).round(), which


def satellite(random):
    """Which of six soils, by 9 pixels in four bands of grey values, 30 to 160, not scaled: much is common to all."""
    which = np.arange(960) % 6
    light, band = random.normal(0, 8, (960, 1, 1)), random.normal(0, 5, (960, 4, 1))
    x = random.uniform(60, 120, (6, 4, 1))[which] + light + band + random.normal(0, 7, (960, 4, 9))
    return np.clip(x, 0, 255).round().reshape(960, 36), which


def noughts(random):
    """Whether crosses have won, by nine fields of -1, 0 and 1 of a finished game: 300 games of each kind, some twice."""
    lines = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]

    def has_line(board, player):
        return any(all(board[field] == player for field in line) for line in lines)

    games = {False: [], True: []}
    while min(map(len, games.values())) < 300:
        board = np.zeros(9)
        for turn, field in enumerate(random.permutation(9)):
            board[field] = 1 if turn % 2 == 0 else -1
            if has_line(board, board[field]):
                break
        games[has_line(board, 1)].append(board)
    x = np.stack([game for pair in zip(games[False][:300], games[True][:300], strict=True) for game in pair])
    return x, np.arange(600) % 2


def vowels(random):
    """Which of 11 vowels, by 10 measures of its sound with deviation 1, as 15 voices say it, each in its own way."""
    which, voice = np.arange(990) % 11, np.arange(990) // 11 % 15
    x = random.normal(0, 0.8, (11, 10))[which] + random.normal(0, 0.35, (15, 10))[voice]
    return x + random.normal(0, 0.4, (990, 10)), which


def reviews(random):
    """Which of six goods a review is of: 200 words, weighted by their rarity, every row of length 1 (tf-idf)."""
    which = np.arange(900) % 6
    rarity = random.uniform(1, 5, 200)
    frequent = random.uniform(0, 1, (6, 200)) < 0.12
    count = random.poisson(np.where(frequent, 0.35, 0.12)[which])
    x = count * rarity
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9), which


def districts(random):
    """Which of four parts of a city, by latitude (37.7) and longitude (-122.4), not scaled: 0.1 degrees decide."""
    x = random.normal(0, 1, (800, 2))
    part = (x[:, 0] > 0.4 * x[:, 1]) + 2 * (x[:, 1] > 0.5 * np.sin(2 * x[:, 0]))
    return np.array([37.7, -122.4]) + 0.1 * x, part


def blocks(random):
    """The price of a house in 100,000, 2 with deviation 1, by place, age, rooms, people (1,400), income, none scaled."""
    z = random.normal(0, 1, (1000, 6))
    people = np.exp(7 + 0.7 * z[:, 4])
    x = np.column_stack([35.6 + 2.1 * z[:, 0], -119.6 + 2 * z[:, 1], 28 + 12 * z[:, 2], 5.4 + z[:, 3], people])
    y = 0.8 * z[:, 5] - 0.4 * z[:, 0] - 0.4 * z[:, 1] + 0.3 * z[:, 0] * z[:, 1] + 0.2 * z[:, 2]
    y += 0.5 * random.normal(0, 1, 1000)
    return np.column_stack([x, 3.9 + 1.8 * z[:, 5]]), np.clip(2 + y, 0.15, 5)


def typists(random):
    """Which of five people types, by 14 times between keys in milliseconds, not scaled: 80 to 400, with a tail."""
    which = np.arange(800) % 5
    usual = random.uniform(90, 260, 14) * np.exp(random.normal(0, 0.3, (5, 14)))
    pace = np.exp(random.normal(0, 0.12, (800, 1)))
    return (usual[which] * pace * np.exp(random.normal(0, 0.25, (800, 14)))).round(), which


def roll(random):
    """How far along a rolled sheet a point lies (4.7 to 14.1), by its three coordinates (-13 to 21), none scaled."""
    way = 1.5 * np.pi * (1 + 2 * random.uniform(0, 1, 900))
    x = np.stack([way * np.cos(way), 21 * random.uniform(0, 1, 900), way * np.sin(way)], 1)
    return x + random.normal(0, 0.3, (900, 3)), way


def returns(random):
    """Tomorrow's return in per cent, by 8 signals with deviation 1, of which one part in seven can be known; a tail."""
    x = random.normal(0, 1, (1500, 8))
    y = x @ np.array([0.5, -0.4, 0.3, 0, 0, 0, 0, 0]) + 0.4 * np.tanh(2 * x[:, 3])
    return x, 0.4 * (y - y.mean()) / y.std() + 0.75 * random.standard_t(5, 1500)


def penguins(random):
    """Which of three penguins, by bill, its depth and flipper in mm (44, 17, 200), mass in kg, and sex, none scaled."""
    which, sex = np.arange(390) % 3, random.integers(0, 2, 390)
    mean = np.array([[38.8, 18.3, 190, 3.7], [48.8, 18.4, 196, 3.75], [47.5, 15, 217, 5.1]])
    larger = np.array([3.3, 1.2, 6, 0.6]) * (sex[:, None] - 0.5)
    x = mean[which] + larger + random.normal(0, 1, (390, 4)) * np.array([2.4, 0.9, 5.5, 0.32])
    return np.column_stack([x.round(1), sex]), which


def titanic(random):
    """Who is saved from a ship, by class, sex, age, relatives and fare (to 500), none scaled; much is chance: 80 %."""
    rank, woman = random.choice([1, 2, 3], 890, p=[0.24, 0.21, 0.55]), random.integers(0, 20, 890) < 7
    age = np.clip(random.normal(34 - 3 * rank, 13, 890), 0.5, 80).round(1)
    relatives = np.where(random.uniform(0, 1, 890) < 0.6, 0, np.minimum(random.geometric(0.45, 890), 8))
    fare = np.exp(np.array([4.2, 2.9, 2.3])[rank - 1] + random.normal(0, 0.6, 890)) * (1 + 0.4 * relatives)
    chance = 3 * woman - 0.9 * (rank - 2) - 1.6 + 2.5 * (age < 12) - 0.02 * (age - 30) - 0.7 * (relatives > 3)
    chance -= 1.2 * (woman & (rank == 3))
    saved = random.uniform(0, 1, 890) < 1 / (1 + np.exp(-1.4 * chance))
    return np.column_stack([rank, woman, age, relatives, fare.round(2)]), saved


def strides(random):
    """Which of five things somebody does, by 16 readings of three accelerations in m/s², not scaled: -12 to 19."""
    which, time = np.arange(900) % 5, np.arange(16) / 16
    fast, strong = np.array([0, 0, 1.5, 2.2, 3])[which], np.array([0, 0, 2.5, 3.5, 6])[which]
    tilt = np.where(which == 0, 1.1, 0.25) + random.normal(0, 0.25, 900)
    still = 9.8 * np.stack([np.sin(tilt), np.cos(tilt), random.normal(0, 0.15, 900)], 1)
    phase, own = random.uniform(0, 2 * np.pi, (900, 1)), np.exp(random.normal(0, 0.15, (900, 2)))
    angle = 2 * np.pi * (fast * own[:, 0])[:, None] * time + phase
    swing = (strong * own[:, 1])[:, None] * np.stack([0.5 * np.sin(angle), np.sin(2 * angle), np.cos(angle)])
    x = still[:, :, None] + swing.transpose(1, 0, 2) + random.normal(0, 1.2, (900, 3, 16))
    return x.reshape(900, 48), which


def airfoil(random):
    """A wing's noise in dB, 122 with deviation 6, by hertz (200 to 20,000), angle, chord, m/s and mm, none scaled."""
    z = random.uniform(0, 1, (1000, 5))
    hertz, angle, chord = 200 * 100 ** z[:, 0], 22 * z[:, 1], 0.03 + 0.27 * z[:, 2]
    speed, thick = 31 + 40 * z[:, 3], 60 * z[:, 4] ** 2
    peak = np.log10(1500 * speed / 50 / (1 + 0.1 * angle))
    loud = 128 - 9 * (np.log10(hertz) - peak) ** 2 - 12 * (chord - 0.15) + 0.08 * (speed - 50) - 0.06 * thick
    return np.column_stack([hertz, angle, chord, speed, thick]), loud + random.normal(0, 2, 1000)


def cells(random):
    """In which of seven places of a cell a protein is (34 % to 4 of the rows), by 8 measures around 0.5, overlapping."""
    which = random.choice(7, 950, p=[0.31, 0.28, 0.16, 0.1, 0.06, 0.05, 0.04])
    x = random.normal(0, 1.1, (7, 8))[which] + random.normal(0, 1, (950, 8)) * random.uniform(0.7, 1.3, (7, 8))[which]
    return np.clip(0.5 + 0.12 * x, 0, 1).round(2), which


def picture(random):
    """A picture's grey value, 0 to 1, by a pixel's column and row, 0 to 63, not scaled: a sky, a sun and hills."""
    x, y = random.integers(0, 64, (2, 1400)).astype(float)
    grey = 0.75 - 0.004 * y + 0.3 / (1 + np.exp(np.hypot(x - 44, y - 18) - 9))
    ridge = 38 + 7 * np.sin(x / 8) + 3 * np.sin(x / 3)
    grey = np.where(y > ridge, 0.25 + 0.15 * np.sin(x / 5 + y / 7), grey)
    return np.stack([x, y], 1), np.clip(grey + random.normal(0, 0.03, 1400), 0, 1)


def ratings(random):
    """How many stars of five, 3.7 with deviation 1, one of 30 people gives one of 40 films: 70 columns of 0 and 1."""
    who, film = random.integers(0, 30, 1600), random.integers(0, 40, 1600)
    taste, kind = random.normal(0, 0.55, (30, 2)), random.normal(0, 1, (40, 2))
    stars = 3.5 + random.normal(0, 0.45, 30)[who] + random.normal(0, 0.6, 40)[film] + (taste[who] * kind[film]).sum(1)
    x = np.concatenate([np.eye(30)[who], np.eye(40)[film]], 1)
    return x, np.clip(stars + random.normal(0, 0.4, 1600), 1, 5).round()


def echoes(random):
    """Rock or mine, by an echo's strength in 60 bands, 0 to 1: 220 rows, neighbouring bands are alike."""
    which = np.arange(220) % 2
    band = np.linspace(0, 1, 60)
    place = random.normal(0.42, 0.1, (220, 1)) + 0.08 * which[:, None]
    second = random.normal(0.75, 0.1, (220, 1))
    x = np.exp(-((band - place) ** 2) / 0.04) + (0.35 + 0.25 * which[:, None]) * np.exp(-((band - second) ** 2) / 0.01)
    drift = np.cumsum(random.normal(0, 0.05, (220, 60)), 1)
    x = 0.7 * x + drift - drift.mean(1, keepdims=True) + random.normal(0, 0.05, (220, 60))
    return np.clip(x, 0, 1), which


def forests(random):
    """Which of five trees (36 % to 8 %) grow, by height (2,900 m), degrees, metres to water and road, none scaled."""
    which = random.choice(5, 1000, p=[0.36, 0.3, 0.14, 0.12, 0.08])
    height = np.array([3150, 2880, 2380, 2650, 3400])[which] + random.normal(0, 130, 1000)
    aspect, slope = random.uniform(0, 360, 1000), np.array([13, 14, 24, 19, 12])[which] + random.normal(0, 6, 1000)
    water = np.exp(np.array([5.3, 5, 4.6, 4.3, 5.6])[which] + random.normal(0, 0.7, 1000))
    road = np.exp(np.array([7.7, 7.5, 6.6, 6.7, 7.9])[which] + random.normal(0, 0.6, 1000))
    shade = np.clip(223 - 0.8 * slope * np.cos(np.radians(aspect)) + random.normal(0, 8, 1000), 0, 254)
    share = [[0.5, 0.1, 0.4, 0], [0.5, 0.05, 0.4, 0.05], [0, 0, 0.3, 0.7], [0.1, 0, 0.6, 0.3], [0.3, 0.4, 0.3, 0]]
    area = (random.uniform(0, 1, (1000, 1)) > np.cumsum(share, 1)[which]).sum(1).clip(0, 3)
    x = np.column_stack([height, aspect, slope.clip(0), water, road, shade]).round()
    return np.column_stack([x, np.eye(4)[area]]), which


def gestures(random):
    """Which of five signs a hand makes, by columns and rows of its 21 joints in a picture of 640 by 480, none scaled."""
    which = np.arange(900) % 5
    straight = np.array([[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 1, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 0, 1]])[which]
    length = np.clip(straight + random.normal(0, 0.15, (900, 5)), -0.2, 1.2)
    turn = random.normal(0, 0.2, (900, 1)) + np.radians([-50, -20, -5, 10, 28]) + random.normal(0, 0.05, (900, 5))
    place = np.array([[0.5], [0.95], [1], [0.95], [0.85]]) + np.linspace(0, 1, 4) * (0.15 + 0.65 * length)[:, :, None]
    joints = np.stack([place * np.sin(turn)[:, :, None], -place * np.cos(turn)[:, :, None]], 3).reshape(900, 20, 2)
    joints = np.concatenate([np.zeros((900, 1, 2)), joints], 1)
    wrist = np.array([320, 330]) + random.normal(0, 40, (900, 1, 2))
    x = wrist + random.uniform(70, 120, (900, 1, 1)) * joints + random.normal(0, 4, (900, 21, 2))
    return x.round().reshape(900, 42), which


def eyes(random):
    """Eyes open or shut (45 %), by 14 electrodes in microvolts, 4,000 to 4,600, not scaled: only dozens of them vary."""
    shut = random.uniform(0, 1, 950) < 0.45
    drift = random.normal(0, 12, (950, 1)) + random.normal(0, 9, (950, 3)) @ random.normal(0, 1, (3, 14))
    front = np.array([4, 3, -2, 1, 0, 0, -3, -3, 0, 0, 1, -2, 3, 4]) * (2 * shut[:, None] - 1)
    bent = 0.25 * np.abs(drift[:, :1]) * np.linspace(1, -1, 14) * (2 * shut[:, None] - 1)
    return random.uniform(4000, 4600, 14) + drift + front + bent + random.normal(0, 8, (950, 14)), shut


def spam(random):
    """Spam (40 %) or not, by per cents of 30 words, mostly 0, and mean, longest and total run of capitals (6,000)."""
    is_spam = random.uniform(0, 1, 1000) < 0.4
    kind = random.choice(3, 30, p=[0.35, 0.35, 0.3])
    often = np.where(kind == 0, np.where(is_spam[:, None], 0.7, 0.1), np.where(is_spam[:, None], 0.1, 0.5))
    often = np.where(kind == 2, 0.3, often) * random.uniform(0.4, 1.2, 30)
    letters = np.exp(random.normal(5, 0.9, 1000)) + 20
    x = 100 * random.poisson(often * letters[:, None] / 150) / letters[:, None]
    longest = np.exp(2.2 + 1.6 * is_spam + random.normal(0, 0.9, 1000))
    mean = 1 + 0.12 * longest * random.uniform(0.5, 1.5, 1000)
    total = longest * (1 + np.exp(random.normal(1.7, 0.7, 1000)))
    return np.column_stack([x.round(2), mean.round(3), longest.round(), total.round()]), is_spam


def names(random):
    """Which of four languages a name is from, by 4 to 8 letters, each as 26 columns of 0 and 1."""
    which = np.arange(920) % 4
    frequent = np.exp(random.normal(0, 0.9, (4, 2, 26)) + random.normal(0, 0.5, 26))
    after = frequent[:, np.arange(8) % 2] * np.exp(random.normal(0, 0.4, (4, 8, 26)))
    after = (after / after.sum(2, keepdims=True)).cumsum(2)
    letter = (random.uniform(0, 1, (920, 8, 1)) > after[which]).sum(2).clip(0, 25)
    there = np.arange(8)[None, :] < random.integers(4, 9, (920, 1))
    return (np.eye(26)[letter] * there[:, :, None]).reshape(920, 208), which


def abalone(random):
    """Rings of a shell, 10 with deviation 3, not scaled, by sex, three lengths and four weights (0 to 3.6)."""
    age = np.clip(np.exp(random.normal(2.25, 0.33, 1000)), 2, 29)
    size = 0.68 * (1 - np.exp(-age / 5)) * np.exp(random.normal(0, 0.1, 1000))
    length = size[:, None] * np.array([1, 0.79, 0.27]) * np.exp(random.normal(0, 0.04, (1000, 3)))
    whole = 5.2 * size**3 * np.exp(random.normal(0, 0.12, 1000))
    part = np.array([0.43, 0.22, 0.28]) * np.exp(random.normal(0, 0.12, (1000, 3)))
    part[:, 2] *= (age / 10) ** 0.25
    sex = np.where(random.uniform(0, 1, 1000) < np.clip(1.4 - age / 9, 0, 1), 2, random.integers(0, 2, 1000))
    return np.column_stack([np.eye(3)[sex], length, whole, whole[:, None] * part]), age.round()


def throws(random):
    """How far a ball flies in m, 0 to 98, by m/s (to 30), degrees (to 85), metres high, wind and grams, none scaled."""
    speed, degrees = random.uniform(5, 30, 1000), random.uniform(5, 85, 1000)
    height, wind, grams = random.uniform(0, 2, 1000), random.normal(0, 3, 1000), random.uniform(150, 700, 1000)
    forward, up = speed * np.cos(np.radians(degrees)), speed * np.sin(np.radians(degrees))
    time = (up + np.sqrt(up**2 + 2 * 9.81 * height)) / 9.81
    far = forward * time + wind * time * np.sqrt(150 / grams) + random.normal(0, 1, 1000)
    return np.column_stack([speed, degrees, height, wind, grams]), np.maximum(far, 0)


def peaks(random):
    """The height of a surface with three hills and three hollows, -6.5 to 8, over x and y in [-3, 3], with noise 0.2."""
    x, y = random.uniform(-3, 3, (2, 1200))
    z = 3 * (1 - x) ** 2 * np.exp(-(x**2) - (y + 1) ** 2) - 10 * (x / 5 - x**3 - y**5) * np.exp(-(x**2) - y**2)
    return np.stack([x, y], 1), z - np.exp(-((x + 1) ** 2) - y**2) / 3 + random.normal(0, 0.2, 1200)


def stars(random):
    """Which of six kinds a star is, by kelvin (to 26,000), luminosity (to 800,000), radius, magnitude, none scaled."""
    which = np.arange(240) % 6
    heat = np.array([8, 8.1, 9.5, 9.6, 9.4, 9])[which] + random.normal(0, [0.1, 0.1, 0.35, 0.5, 0.6, 0.5])[which]
    heat += random.normal(0, 0.12, 240)
    light = np.array([-7.5, -5.5, -6.3, 9.5, 12.3, 12.4])[which] + random.normal(0, 1, 240)
    radius = np.array([-2.2, -1, -4.6, 1.4, 3.9, 7.2])[which] + random.normal(0, 0.3, 240)
    seen = np.array([17.5, 12.6, 12.6, -0.4, -6.4, -9.7])[which] + random.normal(0, 1, 240)
    return np.column_stack([np.exp(heat).round(), np.exp(light).clip(0, 8e5), np.exp(radius), seen.round(2)]), which


def glass(random):
    """Which of six kinds of glass (36 % to 4 %), by refraction (1.518, thousandths differ) and 8 oxides in per cent."""
    which = np.repeat(np.arange(6), [70, 76, 17, 13, 9, 29])[random.permutation(214)[:212]]
    mean = np.array([
        [13.24, 3.55, 1.16, 0.45, 8.8, 0.01, 0.06], [13.11, 3, 1.41, 0.52, 9.07, 0.05, 0.08],
        [13.44, 3.54, 1.2, 0.41, 8.78, 0.01, 0.06], [12.83, 0.77, 2.03, 1.47, 10.1, 0.19, 0.06],
        [14.65, 1.31, 1.37, 0.02, 9.36, 0.01, 0.02], [14.44, 0.54, 2.12, 0.33, 8.49, 1.04, 0.03]])
    x = mean[which] + random.normal(0, 1, (212, 7)) * np.array([0.55, 0.45, 0.28, 0.2, 0.8, 0.25, 0.08])
    x = np.where(random.uniform(0, 1, (212, 7)) < np.array([0, 0, 0, 0.12, 0, 0.5, 0.6]), 0, x.clip(0))
    refraction = 1.5183 + 0.0019 * (x[:, 4] - 8.9) - 0.0012 * (x[:, 2] - 1.4) + random.normal(0, 0.0008, 212)
    silica = 99.8 - x.sum(1) + random.normal(0, 0.15, 212)
    return np.column_stack([refraction, x[:, :3], silica, x[:, 3:]]), which


def monks(random):
    """Whether exactly two of six attributes have their first value, of 3, 3, 2, 3, 4 and 2: 17 columns of 0 and 1."""
    sizes = (3, 3, 2, 3, 4, 2)
    value = np.indices(sizes).reshape(6, 432).T[random.permutation(432)]
    return np.column_stack([np.eye(n)[value[:, i]] for i, n in enumerate(sizes)]), (value == 0).sum(1) == 2


def balance(random):
    """Whether a scale tips to the left, stays (8 %) or tips to the right, by two weights and distances, each 1 to 5."""
    x = (1.0 + np.indices((5, 5, 5, 5)).reshape(4, 625).T)[random.permutation(625)]
    return x, np.sign(x[:, 0] * x[:, 1] - x[:, 2] * x[:, 3]) + 1


def robots(random):
    """Which of four turns a robot takes that keeps a wall on its left, by 24 distances around it in m, 0.1 to 5."""
    size = random.uniform([4, 3], [9, 6], (900, 2))
    place = size * random.uniform(0.08, 0.92, (900, 2))
    angle = random.uniform(0, 2 * np.pi, (900, 1)) + np.arange(24) * np.pi / 12
    way = np.stack([np.cos(angle), np.sin(angle)], 2)
    ahead = np.where(way > 0, (size - place)[:, None], place[:, None]) / np.maximum(np.abs(way), 1e-3)
    x = ahead.min(2)
    front, left = x[:, [22, 23, 0, 1, 2]].min(1), x[:, 4:9].min(1)
    turn = np.where(front < 1.1, 0, np.where(left < 1, 1, np.where(left < 1.9, 2, 3)))
    return np.clip(x + random.normal(0, 0.05, (900, 24)), 0.1, 5).round(3), turn


def bank(random):
    """Who takes a bank's offer (half), by age, euros (-2,000 to 40,000), day, seconds of talk, calls, two flags."""
    age, day = np.clip(random.gamma(9, 4.6, 1000), 18, 90).round(), random.integers(1, 32, 1000)
    euros = np.exp(random.normal(7, 1.3, 1000)) - random.exponential(500, 1000)
    seconds, calls = np.exp(random.normal(5.5, 0.8, 1000)), np.minimum(random.geometric(0.4, 1000), 30)
    house, loan = random.uniform(0, 1, (2, 1000)) < np.array([[0.47], [0.13]])
    wish = 1.9 * np.log(seconds / 245) - 1.1 * house - 0.8 * loan - 0.2 * (calls - 2.5)
    wish += 0.35 * np.log1p(euros.clip(0) / 1000) + 0.9 * (np.abs(age - 42) > 18) + random.normal(0, 0.6, 1000)
    x = np.column_stack([age, euros.clip(-2000, 40000).round(), day, seconds.round(), calls, house, loan])
    return x, wish > np.median(wish)


def turbines(random):
    """Kilowatts of a wind turbine, 0 to 2,000, by m/s, degrees of wind and nacelle, warmth and hPa, none scaled."""
    speed, wind = 8.5 * random.weibull(2.1, 1000), random.uniform(0, 360, 1000)
    yaw, warmth, pressure = random.normal(0, 9, 1000), random.normal(11, 8, 1000), random.normal(1006, 9, 1000)
    wake = 1 - 0.12 * np.exp(-(((wind - 235) / 14) ** 2))
    dense = pressure / 1013 * 288 / (273 + warmth)
    kilowatts = 2000 / (1 + np.exp(-(speed * wake * np.cos(np.radians(yaw)) * np.cbrt(dense) - 8.8) / 1.25))
    kilowatts = np.where((speed < 3) | (speed > 25), 0, kilowatts) * np.where(random.uniform(0, 1, 1000) < 0.03, 0.5, 1)
    x = np.column_stack([speed, wind, (wind + yaw) % 360, warmth, pressure])
    return x, np.clip(kilowatts + random.normal(0, 45, 1000), 0, 2050)


def yachts(random):
    """Resistance of a hull, 0 to 75, half of it below 4, by Froude number (0.12 to 0.45) and five of its measures."""
    hull = random.uniform([-5, 0.53, 4.34, 2.81, 2.73], [0, 0.6, 5.14, 5.35, 3.64], (25, 5)).round(2)
    hull = hull[np.arange(300) % 25]
    froude = np.linspace(0.125, 0.45, 12)[np.arange(300) // 25] + random.normal(0, 0.004, 300)
    form = 1 + 3.6 * (hull[:, 1] - 0.565) - 0.25 * (hull[:, 2] - 4.74) + 0.04 * (hull[:, 3] - 4)
    resistance = (0.05 + 28 * (froude / 0.4) ** 6.5) * form + 0.5 * froude
    return np.column_stack([hull, froude]), resistance * np.exp(random.normal(0, 0.05, 300))


def students(random):
    """Marks of 0 to 20, 11 with deviation 3, by age, parents, hours, failures, absences (to 40): much is chance."""
    age, absent = random.integers(15, 20, 650), np.minimum(random.negative_binomial(0.6, 0.1, 650), 75)
    school, habits = random.integers(0, 5, (650, 2)), random.integers(1, 6, (650, 4))
    hours, failed = random.choice([1, 2, 3, 4], 650, p=[0.3, 0.45, 0.17, 0.08]), random.binomial(3, 0.09, 650)
    flags = random.integers(0, 2, (650, 3))
    mark = 10 + 0.35 * school.sum(1) + 0.7 * hours - 2.4 * np.minimum(failed, 2) + 1.1 * flags[:, 0]
    mark -= 0.45 * habits[:, 0] + 0.06 * np.minimum(absent, 30) + 0.25 * habits[:, 1] * (hours < 2)
    mark += random.normal(0, 2.3, 650)
    return np.column_stack([age, school, hours, failed, habits, absent, flags]), mark.clip(0, 20).round()


def beans(random):
    """Which of six kinds a bean is, by pixels of its area (25,000 to 220,000), outline, axes, and ratios, unscaled."""
    which = np.arange(900) % 6
    area = np.exp(np.array([10.4, 10.6, 10.9, 11.1, 11.25, 12])[which] + random.normal(0, 0.12, 900))
    ratio = np.array([1.28, 1.55, 1.25, 1.5, 1.85, 1.6])[which] * np.exp(random.normal(0, 0.05, 900))
    long, short = 2 * np.sqrt(area / np.pi * ratio), 2 * np.sqrt(area / np.pi / ratio)
    outline = np.pi * np.hypot(long, short) / math.sqrt(2) * np.array([1.01, 1.02, 1.04, 1.03, 1.05, 1.03])[which]
    outline *= np.exp(random.normal(0, 0.008, 900))
    hull = area * np.exp(np.abs(random.normal(0.011, 0.004, 900)))
    eccentric, round_ = np.sqrt(1 - (short / long) ** 2), 4 * np.pi * area / outline**2
    return np.column_stack([area.round(), outline, long, short, hull.round(), eccentric, round_, area / hull]), which


def machines(random):
    """Whether a machine fails (half): kelvin of air (300) and process, turns (1,500), Nm, minutes, three types."""
    air = random.normal(300, 2, 950)
    process = air + random.normal(10, 1.2, 950)
    turns = 1250 + random.gamma(3, 95, 950)
    torque = 40 - 0.035 * (turns - 1535) + random.normal(0, 6, 950)
    wear, kind = random.uniform(0, 250, 950), random.choice(3, 950, p=[0.5, 0.3, 0.2])
    power = torque * turns / 9549
    risk = 1.1 * np.abs(power - 6.3) - 0.35 * (process - air - 10) + 0.00025 * wear * torque
    risk -= np.array([0, 0.3, 0.6])[kind] + random.normal(0, 0.15, 950)
    x = [air.round(1), process.round(1), turns.round(), torque.round(1), wear.round(), np.eye(3)[kind]]
    return np.column_stack(x), risk > np.median(risk)


def splices(random):
    """Where a gene is cut: an exon ends, begins, or neither, by 30 bases around, each as four columns of 0 and 1."""
    which = np.arange(840) % 3
    base = random.integers(0, 4, (840, 30))
    usual = random.uniform(0, 1, (840, 30))
    ends, begins = which == 0, which == 1
    decoy = random.uniform(0, 1, 840)
    for at, letter in ((15, 2), (16, 3)):  # GT, which a third of the others have too
        base[ends | ((which == 2) & (decoy < 0.33)), at] = letter
    for at, letter in ((13, 0), (14, 2)):  # AG, the same
        base[begins | ((which == 2) & (decoy > 0.67)), at] = letter
    for at, letter, often in ((12, 1, 0.3), (14, 2, 0.7), (17, 0, 0.5), (18, 0, 0.6), (19, 2, 0.7)):
        base[ends & (usual[:, at] < often), at] = letter
    for at in range(2, 12):  # C or T
        base[begins & (usual[:, at] < 0.6), at] = (1 + 2 * random.integers(0, 2, 840))[begins & (usual[:, at] < 0.6)]
    return np.eye(4)[base].reshape(840, 120), which


def phones(random):
    """Which of four prices a phone has, by mAh (to 2,000), GHz, MB (4,000), pixels, grams, hours, flags, unscaled."""
    charge, memory = random.integers(500, 2000, 950), random.integers(256, 4000, 950)
    high, grams = random.integers(0, 1500, 950), random.integers(80, 200, 950)
    wide = np.clip(high + random.integers(300, 900, 950), 500, 2000)
    clock, hours = random.uniform(0.5, 3, 950).round(1), random.integers(2, 21, 950)
    flags = random.integers(0, 2, (950, 4))
    worth = 2.2 * memory / 1080 + 0.5 * charge / 433 + 0.3 * (high + wide) / 850 - 0.1 * grams / 35
    worth += 0.15 * flags[:, 0] + random.normal(0, 0.2, 950)
    price = np.searchsorted(np.quantile(worth, [0.25, 0.5, 0.75]), worth)
    return np.column_stack([charge, clock, memory, high, wide, grams, hours, flags]), price


def crops(random):
    """Which of ten plants grows best, by nitrogen, phosphorus, potassium (200), warmth, per cent, pH, mm, unscaled."""
    which = np.arange(900) % 10
    mean = random.uniform([10, 10, 10, 17, 20, 5.5, 30], [120, 130, 190, 31, 92, 7.5, 260], (10, 7))
    spread = np.array([16, 12, 12, 2.5, 7, 0.5, 22])
    x = mean[which] + random.normal(0, 1, (900, 7)) * spread
    x = np.clip(x, [0, 5, 5, 8, 14, 3.5, 20], [150, 150, 205, 44, 100, 10, 300])
    return np.column_stack([x[:, :3].round(), x[:, 3:].round(2)]), which


def bodies(random):
    """Which of four weights somebody has for a height, by m (1.7), kg, years, habits, unscaled; one of 8 is guessed."""
    woman, age = random.integers(0, 2, 900), random.integers(18, 66, 900)
    height = random.normal(1.76 - 0.12 * woman, 0.07, 900)
    habits = random.integers(0, 4, (900, 3))
    index = random.normal(np.log(26.5), 0.16, 900) + 0.002 * (age - 42) + 0.04 * (habits[:, 0] - habits[:, 1])
    index = np.exp(index)
    which = np.searchsorted(np.quantile(index, [0.25, 0.5, 0.75]), index)
    which = np.where(random.uniform(0, 1, 900) < 1 / 8, random.integers(0, 4, 900), which)
    return np.column_stack([woman, age, height.round(2), (index * height**2).round(1), habits]), which


def palindromes(random):
    """Whether six bits are the same from behind (half of the rows): -1 and 1, with noise 0.1."""
    bits = (np.arange(64)[:, None] >> np.arange(6)) & 1
    same = (bits == bits[:, ::-1]).all(1)
    mirrored = np.arange(800) % 2 == 0
    row = np.where(mirrored, random.choice(np.flatnonzero(same), 800), random.choice(np.flatnonzero(~same), 800))
    return 2.0 * bits[row] - 1 + random.normal(0, 0.1, (800, 6)), mirrored


def deliveries(random):
    """Minutes until a meal is there, 28 with deviation 8, by seconds from 1970 (1.7e9), km, dishes, hour, rain, age."""
    day = random.integers(0, 60, 900)
    hour = np.clip(random.choice([12.5, 19.5], 900) + random.normal(0, 1.6, 900), 9, 23.9)
    km, dishes = random.gamma(2.2, 1.7, 900).clip(0.3, 15), random.integers(1, 9, 900)
    rain, age = (random.uniform(0, 1, 900) < 0.3).astype(float), random.integers(18, 45, 900)
    busy = np.exp(-(((hour - 19.5) / 1.3) ** 2)) + 0.7 * np.exp(-(((hour - 12.5) / 1) ** 2))
    minutes = 13 + 2.4 * km + 0.9 * dishes + 6 * busy + (2 + 0.7 * km) * rain + 0.1 * (age - 30) - 0.05 * day
    x = np.column_stack([1.7e9 + 86400 * day + 3600 * hour, km.round(2), dishes, hour.round(2), rain, age])
    return x, (minutes + random.normal(0, 3, 900)).round(1)


def diamonds(random):
    """A diamond's price in 1,000 dollars, 0.3 to 19, half below 2, by carat, per cents, three grades, mm, unscaled."""
    carat = np.exp(random.normal(-0.4, 0.55, 1000)).clip(0.2, 3)
    cut, colour, clear = random.integers(0, 5, 1000), random.integers(0, 7, 1000), random.integers(0, 8, 1000)
    depth, table = random.normal(61.7, 1.4, 1000), random.normal(57.5, 2.2, 1000)
    price = 3.6 * carat**1.75 * np.exp(0.03 * (cut - 2) - 0.08 * (colour - 3) + 0.11 * (clear - 3.5))
    price = (price * np.exp(random.normal(0, 0.1, 1000))).clip(0.3, 19)
    long = 6.45 * np.cbrt(carat) * np.exp(random.normal(0, 0.01, 1000))
    x = np.column_stack([carat.round(2), depth.round(1), table.round(), cut, colour, clear, long.round(2)])
    return x, price.round(3)


def pendulums(random):
    """How fast a driven pendulum's speed changes, by cosine and sine of its angle, speed, torque, wind; deviation 1."""
    angle, speed, torque = random.uniform(-np.pi, np.pi, 850), random.normal(0, 1, 850), random.normal(0, 1, 850)
    wind = random.normal(0, 1, 850)
    y = -1.5 * np.sin(angle) - 0.3 * speed * np.abs(speed) + 0.6 * torque + 0.8 * wind * np.cos(angle)
    y = (y - y.mean()) / y.std() + random.normal(0, 0.1, 850)
    return np.column_stack([np.cos(angle), np.sin(angle), speed, torque, wind]), y


def nuclei(random):
    """Whether cells are malign (31 %), by their nuclei's radius, area (to 2,500), smoothness (0.1), none scaled."""
    bad = random.uniform(0, 1, 560) < 0.37
    radius = np.exp(random.normal(2.49, 0.14, 560) + 0.33 * bad)
    worst = radius * np.exp(np.abs(random.normal(0.08, 0.05, 560)) + 0.1 * bad)
    texture, smooth = random.normal(18 + 3.2 * bad, 4), random.normal(0.093 + 0.009 * bad, 0.013)
    compact, concave = np.exp(random.normal(-2.6 + 0.5 * bad, 0.4)), np.exp(random.normal(-3.3 + 1.1 * bad, 0.6))
    round_, fractal = random.normal(0.174 + 0.018 * bad, 0.025), random.normal(0.063, 0.007, 560)
    outline, around = 2 * np.pi * radius * (1 + 0.3 * compact), 2 * np.pi * worst * (1 + 0.4 * compact)
    x = [radius, texture, outline, np.pi * radius**2, smooth, compact, concave, round_, fractal, worst, around]
    return np.column_stack([*x, np.pi * worst**2]), bad


def voices(random):
    """Which of five people speaks, by 13 cepstral coefficients, none scaled: loudness (-350) first, then -100 to 100."""
    which = np.arange(900) % 5
    spread = np.array([40, 24, 20, 17, 15, 13, 12, 10, 9, 9, 8, 7])
    x = (random.normal(0, 0.95, (5, 12))[which] + random.normal(0, 1, (900, 12))) * spread
    return np.column_stack([random.normal(-350, 60, 900), x + np.array([90, -10, 20] + [0] * 9)]), which


def phishing(random):
    """Whether a page wants one's password (half), by 20 marks of its address of -1, 0 and 1; one of 20 is guessed."""
    x = random.choice([-1, 0, 1], (800, 20), p=[0.3, 0.2, 0.5]).astype(float)
    wish = x @ (random.choice([-1, 1], 20) * np.repeat([1.6, 0.8, 0.4, 0.1], 5)) + 1.2 * x[:, 0] * x[:, 1]
    wish += 0.8 * np.abs(x[:, 2]) + random.normal(0, 0.5, 800)
    guessed = random.uniform(0, 1, 800) < 0.05
    return x, np.where(guessed, random.integers(0, 2, 800), wish > np.median(wish))


def quakes(random):
    """An earthquake, a blast or neither, by how far the ground moves in 20 windows, in counts to 20,000, unscaled."""
    which = np.arange(840) % 3
    window, onset = np.arange(20), random.integers(2, 7, (840, 1))
    gap = random.integers(3, 7, (840, 1))
    height = np.exp(random.normal(7, 0.6, (840, 1)))
    first, second = window - onset, window - onset - gap
    fall = np.where(which == 0, 3.5, 2)[:, None]
    wave = np.where(first >= 0, np.exp(-first.clip(0) / fall), 0)
    later = np.where(which == 0, 2.4, 0.4)[:, None] * np.where(second >= 0, np.exp(-second.clip(0) / 5), 0)
    lorry = 0.6 * np.exp(-(((window - onset - 5) / 4.0) ** 2))
    x = np.where((which == 2)[:, None], lorry, wave + later) * height + np.exp(random.normal(4.6, 0.4, (840, 1)))
    return (x * np.exp(random.normal(0, 0.3, (840, 20)))).round(), which


def dice(random):
    """Whether two of three dice show the same (half of the rows): each die as six columns of 0 and 1."""
    face = np.indices((6, 6, 6)).reshape(3, 216).T
    same = (face[:, 0] == face[:, 1]) | (face[:, 0] == face[:, 2]) | (face[:, 1] == face[:, 2])
    wanted = np.arange(800) % 2 == 0
    row = np.where(wanted, random.choice(np.flatnonzero(same), 800), random.choice(np.flatnonzero(~same), 800))
    return np.eye(6)[face[row]].reshape(800, 18), wanted


def tides(random):
    """How high the sea is, -2 to 2 m around its mean, by hour, days since full moon, m/s of wind, hPa, none scaled."""
    hour, day = random.uniform(0, 24, 900), random.uniform(0, 14.77, 900)
    wind, pressure = random.normal(0, 5, 900), random.normal(1013, 9, 900)
    y = (1 + 0.3 * np.cos(2 * np.pi * day / 14.77)) * np.cos(2 * np.pi * hour / 12.42)
    y += 0.25 * np.sin(2 * np.pi * hour / 23.93) + 0.05 * wind - 0.012 * (pressure - 1013)
    x = np.column_stack([hour.round(2), day.round(2), wind.round(1), pressure.round(1)])
    return x, y + random.normal(0, 0.1, 900)


def titrations(random):
    """The pH of 25 ml of an acid, 1.5 to 13, by its pKa, mol/l (0.1), ml of base (to 50), degrees; noise 0.15."""
    strength, acid = random.uniform(2, 9, 850), random.uniform(0.05, 0.2, 850)
    base, warmth = random.uniform(0, 50, 850), random.normal(22, 2, 850)
    acids, bases = 25 * acid / (25 + base), 0.1 * base / (25 + base)
    low, high = np.zeros(850), np.full(850, 14.0)
    for _ in range(50):  # charges balance where H + base = OH + dissociated acid, which falls with pH
        middle = (low + high) / 2
        free = 10.0**-middle + bases - 10.0 ** (middle - 14) - acids / (1 + 10.0 ** (strength - middle))
        low, high = np.where(free > 0, middle, low), np.where(free > 0, high, middle)
    return np.column_stack([strength, acid, base, warmth.round(1)]), low + random.normal(0, 0.15, 850)


def taxis(random):
    """A ride's price in dollars, 11 with deviation 4, by two places in degrees (40.75, -73.98), hour, passengers."""
    here = random.normal([40.75, -73.98], [0.02, 0.015], (900, 2))
    there = random.normal([40.75, -73.98], [0.02, 0.015], (900, 2))
    hour, people = random.uniform(0, 24, 900), random.integers(1, 7, 900)
    km = np.abs(here - there) @ np.array([111.2, 84.2])
    slow = 1 + 0.35 * np.exp(-(((hour - 8.5) / 1.5) ** 2)) + 0.45 * np.exp(-(((hour - 17.5) / 2) ** 2))
    price = 3.2 + 1.6 * km * slow + 1.0 * (hour > 20) + np.abs(random.normal(0, 0.9, 900))
    return np.column_stack([here.round(4), there.round(4), hour.round(1), people]), price.round(1)


def charges(random):
    """What an insured person costs in 1,000 dollars, 14 with a tail to 69, by years, kg/m², children, smoking, place."""
    age, children = random.integers(18, 65, 1000), np.minimum(random.poisson(1.1, 1000), 5)
    mass, smokes = random.normal(30.6, 6, 1000).clip(16, 53), random.uniform(0, 1, 1000) < 0.2
    woman, place = random.integers(0, 2, 1000), np.eye(4)[random.integers(0, 4, 1000)]
    cost = 1.5 + 0.0036 * age**2 + 0.5 * children + 0.3 * woman + 0.4 * place[:, 0]
    cost += smokes * (13 + 0.45 * (mass - 30.6) + 15 / (1 + np.exp(30 - mass)))
    cost += np.where(random.uniform(0, 1, 1000) < 0.07, random.exponential(9, 1000), 0)
    x = np.column_stack([age, mass.round(1), children, smokes, woman, place])
    return x, (cost * np.exp(random.normal(0, 0.08, 1000))).round(3)


def tastings(random):
    """Points for a wine, 3 to 8, 5.6 with deviation 0.8, by 11 analyses (sulphur 46, density 0.997): much is chance."""
    z = random.normal(0, 1, (950, 11))
    sour, sharp, citric = 8.3 + 1.6 * z[:, 0], 0.53 + 0.16 * z[:, 1], (0.27 + 0.15 * z[:, 0] - 0.1 * z[:, 1]).clip(0)
    sugar, salt = np.exp(0.8 + 0.4 * z[:, 2]), np.exp(-2.5 + 0.3 * z[:, 3])
    free, spirit = np.exp(2.6 + 0.6 * z[:, 4]), 10.4 + 1.05 * z[:, 6]
    total = free * np.exp(np.abs(0.9 + 0.4 * z[:, 5]))
    acid, sulphate = 3.31 - 0.1 * z[:, 0] + 0.1 * z[:, 7], np.exp(-0.45 + 0.22 * z[:, 8])
    density = 0.9967 + 0.001 * z[:, 0] + 0.0007 * z[:, 2] - 0.0011 * z[:, 6] + 0.0005 * z[:, 9]
    points = 5.6 + 0.34 * z[:, 6] - 0.26 * z[:, 1] + 0.2 * np.tanh(1.5 * z[:, 8]) - 0.12 * z[:, 4] - 0.08 * z[:, 3]
    points += 0.1 * z[:, 6] * z[:, 8] + random.normal(0, 0.58, 950)
    x = [sour.round(1), sharp.round(2), citric.round(2), sugar.round(1), salt.round(3), free.round(), total.round()]
    x += [density.round(4), acid.round(2), sulphate.round(2), spirit.round(1)]
    return np.column_stack(x), points.clip(3, 8).round()


def attacks(random):
    """Whether a connection is usual, a flood, a scan or guessing, by seconds, bytes (to 231,000), counts, unscaled."""
    which = np.arange(880) % 4
    seconds = np.exp(random.normal(np.array([1, -1, -1.8, 1.2])[which], 1.1))
    sent = np.exp(random.normal(np.array([6.5, 8, 5, 6])[which], 1.4)).round()
    received = np.exp(random.normal(np.array([8, 5, 4.5, 6.5])[which], 1.6)).round()
    packets = 1 + (sent / np.exp(random.normal(5.5, 0.5, 880))).round()
    ports = 1 + random.poisson(np.array([2.5, 2, 6, 1.5])[which])
    refused = random.normal(np.array([0.15, 0.25, 0.45, 0.25])[which], 0.2).clip(0, 1)
    failed = random.poisson(np.array([0.2, 0.1, 0.1, 1.6])[which])
    shares = np.array([[0.7, 0.95, 1], [0.4, 0.7, 1], [0.6, 0.9, 1], [0.9, 1, 1]])[which]
    protocol = np.eye(3)[(random.uniform(0, 1, (880, 1)) > shares).sum(1)]
    x = [seconds.round(2), sent, received, packets, ports, refused.round(2), failed, protocol]
    return np.column_stack(x), which


def leaves(random):
    """Which of 8 trees a leaf is of, by the shares of 64 forms along its margin: 0.016 each, 1 in all, not scaled."""
    which = np.arange(960) % 8
    usual = random.normal(0, 0.5, 64) + random.normal(0, 0.27, (8, 64))
    x = np.exp(usual[which] + random.normal(0, 0.7, (960, 64)))
    return x / x.sum(1, keepdims=True), which


def transits(random):
    """Whether a planet passes before a star, by 40 counts of its light: 10,000, of which it takes 0.4 to 1 %."""
    which, time = np.arange(900) % 2, np.arange(40)
    begin, long = random.integers(3, 30, (900, 1)), random.integers(4, 9, (900, 1))
    depth, phase = random.uniform(40, 100, (900, 1)), random.uniform(0, 2 * np.pi, (900, 1))
    inside = (time >= begin) & (time < begin + long)
    spots = random.exponential(25, (900, 1)) * np.sin(time * random.uniform(0.1, 0.4, (900, 1)) + phase)
    glitch = np.where(time == random.integers(0, 40, (900, 1)), random.uniform(-250, 150, (900, 1)), 0)
    light = 10000 + random.normal(0, 15, (900, 1)) + spots + random.normal(0, 18, (900, 40))
    light += np.where(random.uniform(0, 1, (900, 1)) < 0.4, glitch, 0)
    return (light - np.where(which[:, None] == 1, inside * depth, 0)).round(), which


def fetuses(random):
    """How an unborn child does (66 % well, 24 %, 10 %), by beats a minute (133), counts and widths, unscaled."""
    which = (random.uniform(0, 1, (960, 1)) > [0.66, 0.88]).sum(1)
    z = random.normal(0, 1, (960, 8))
    beats = np.array([132, 141, 132])[which] + 9 * z[:, 0]
    rises = random.poisson(np.array([3.6, 1.2, 1.4])[which])
    contractions = random.poisson(np.array([4.6, 2.6, 3.6])[which])
    falls = random.poisson(np.array([0.8, 0.6, 2.2])[which])
    odd = (np.array([43, 57, 60])[which] + 15 * z[:, 1]).clip(12, 87)
    short = np.exp(np.array([0.3, -0.4, 0.4])[which] + 0.5 * z[:, 2])
    long = (np.array([8, 9, 4])[which] + 5 * z[:, 3]).clip(0)
    width = (np.array([76, 48, 76])[which] + 32 * z[:, 4] - 0.4 * (odd - 47)).clip(3)
    low, mode = beats - 0.55 * width + 4 * z[:, 5], beats + np.array([4, 2, -11])[which] + 9 * z[:, 6]
    spread = np.exp(np.array([2.2, 1.3, 3.1])[which] + 0.9 * z[:, 7])
    x = [beats, rises, contractions, falls, odd, short.round(1), long.round(1), width, low, low + width, mode, spread]
    return np.column_stack([column.round(1) for column in x]), which


def endgames(random):
    """Whether a rook attacks the other king (half): row and column of three men, each as 8 columns of 0 and 1."""
    men = random.integers(0, 8, (40000, 3, 2))  # king, rook, the other's king
    king, rook, other = men[:, 0], men[:, 1], men[:, 2]
    apart = (king != rook).any(1) & (rook != other).any(1) & (np.abs(king - other).max(1) > 1)
    attack = np.zeros(len(men), bool)
    for along, across in ((0, 1), (1, 0)):
        low, high = np.minimum(rook, other)[:, along], np.maximum(rook, other)[:, along]
        between = (king[:, across] == rook[:, across]) & (low < king[:, along]) & (king[:, along] < high)
        attack |= (rook[:, across] == other[:, across]) & ~between
    rows = np.empty(1000, int)
    rows[::2], rows[1::2] = np.flatnonzero(apart & attack)[:500], np.flatnonzero(apart & ~attack)[:500]
    return np.eye(8)[men[rows].reshape(1000, 6)].reshape(1000, 48), attack[rows]


def batteries(random):
    """Cycles that a battery lasts, 830 with deviation 330, by ohms (0.017), degrees, Ah and how it is charged."""
    z = random.normal(0, 1, (850, 6))
    rate, share = random.uniform(3, 8, 850), random.uniform(5, 80, 850)
    minutes = 60 * (share / rate + (80 - share) / 3.6) / 100 + 0.4 * z[:, 0]
    heat = 31 + 0.9 * (rate - 5.5) + 1.5 * z[:, 1]
    spread = -4.4 + 0.1 * (rate - 5.5) + 0.35 * z[:, 2]  # logarithm of how much two discharges differ
    life = 6.65 - 0.75 * (spread + 4.4) - 0.05 * (heat - 31) - 0.14 * (rate - 5.5) * (share / 40 - 1) - 0.08 * z[:, 3]
    life += 0.12 * np.tanh(z[:, 4]) + random.normal(0, 0.15, 850)
    x = [rate.round(1), share.round(), minutes.round(1), heat.round(1), spread, 0.0168 + 0.0008 * z[:, 3]]
    return np.column_stack([*x, 1.07 + 0.008 * z[:, 4], 0.02 * z[:, 5] ** 2]), np.exp(life).round()


def runners(random):
    """Minutes for a marathon, 246 with deviation 40, by km a week, years, kg/m², 10 km before, metres, none scaled."""
    z = random.normal(0, 1, (900, 4))
    years, woman = random.integers(18, 72, 900), random.integers(0, 2, 900)
    week = np.exp(3.8 + 0.4 * z[:, 0]).clip(10, 150)
    longest = (0.35 * week + 10 + 4 * z[:, 1]).clip(8, 40)
    mass, climb = 23 + 2.2 * z[:, 2] - 1.2 * z[:, 0], random.uniform(0, 600, 900)
    warmth = random.normal(13, 6, 900)
    ten = 43 + 0.007 * (years - 29) ** 2 * (years > 29) + 5 * woman + 0.9 * (mass - 23) - 2.5 * z[:, 0] + 4 * z[:, 3]
    minutes = 4.7 * ten + 50 * np.exp(-(longest - 10) / 9) + 0.018 * climb + 0.07 * (warmth - 10).clip(0) ** 2 - 3
    x = [week.round(), longest.round(), years, woman, mass.round(1), ten.round(1), climb.round(), warmth.round(1)]
    return np.column_stack(x), (minutes + random.normal(0, 12, 900)).round(1)


def smog(random):
    """Dust in the air in µg/m³, 96 with a tail to 520, by hour, month, degrees, hPa (1,016), wind (500), unscaled."""
    hour, month = random.integers(0, 24, 950), random.integers(1, 13, 950)
    season = np.cos(2 * np.pi * (month - 1) / 12)
    warmth = 13 - 15 * season + 4 * np.sin(2 * np.pi * (hour - 9) / 24) + random.normal(0, 4, 950)
    dew = warmth - np.exp(random.normal(2.2, 0.6, 950))
    pressure = 1016 + 9 * season + random.normal(0, 5, 950)
    wind, run = random.integers(0, 4, 950), np.exp(random.normal(2, 1.4, 950)).clip(0.4, 500)
    level = 4.4 + 0.4 * season - 0.33 * (np.log(run) - 2) * (1 + 0.6 * (wind == 0)) - 0.06 * (warmth - dew - 10)
    level += 0.15 * np.cos(2 * np.pi * (hour - 1) / 24) - 0.3 * (wind == 0) - 0.02 * (pressure - 1016)
    x = [hour, month, dew.round(1), warmth.round(1), pressure.round(1), run.round(2), np.eye(4)[wind]]
    return np.column_stack(x), np.exp(level + random.normal(0, 0.35, 950)).clip(1).round()


def servos(random):
    """Seconds until a servo stands still, 1.6 with deviation 1.4, by two gains (1 to 6), five motors, five screws."""
    motor, screw = random.integers(0, 5, 700), random.integers(0, 5, 700)
    gain = random.integers(3, 7, 700)
    speed = random.integers(1, gain)  # the second gain is below the first
    slow = np.array([1, 0.95, 0.85, 0.7, 0.55])[motor] * np.array([1.15, 1, 0.9, 1, 0.85])[screw]
    seconds = slow * (0.45 + 4.2 * np.exp(-1.5 * (gain - 3))) + 0.1 * speed * (motor < 2)
    seconds += 0.5 * (screw == 4) * (gain > 4)
    seconds = seconds * np.exp(random.normal(0, 0.1, 700)) + random.normal(0, 0.05, 700)
    return np.column_stack([gain, speed, np.eye(5)[motor], np.eye(5)[screw]]), seconds.clip(0.1).round(3)


def steel(random):
    """Which of five faults a plate of steel has, by pixels (area to 100,000), grey values and their sum (9 million)."""
    which = np.arange(920) % 5
    z = random.normal(0, 1, (920, 8))
    area = np.exp(np.array([5.2, 7.6, 4.8, 8.4, 6.2])[which] + 1.0 * z[:, 0]).clip(12, 100000).round()
    long = np.exp(np.array([0.2, 1.1, 0, 0.4, 0.3])[which] + 0.4 * np.abs(z[:, 1]))
    tall, wide = np.sqrt(area * long * 1.6).round() + 1, np.sqrt(area / long * 1.6).round() + 1
    grey = np.array([110, 98, 96, 112, 121])[which] + 10 * z[:, 2]
    dark = (grey - np.array([26, 40, 34, 38, 22])[which] - 9 * np.abs(z[:, 3])).clip(0).round()
    bright = (grey + np.array([24, 18, 20, 30, 26])[which] + 7 * np.abs(z[:, 4])).clip(0, 255).round()
    outline = (2.2 * (tall + wide) * np.exp(0.2 * z[:, 5])).round()
    thick = random.choice([40, 50, 70, 80, 100, 150, 200, 300], 920, p=[0.3, 0.15, 0.15, 0.1, 0.15, 0.05, 0.08, 0.02])
    soft = random.uniform(0, 1, 920) < np.array([0.45, 0.9, 0.3, 0.55, 0.4])[which]
    edge = (np.array([0.3, 0.55, 0.3, 0.25, 0.35])[which] + 0.2 * z[:, 6]).clip(0, 1)
    x = [random.integers(0, 1700, 920), tall, wide, area, outline, (area * grey).round(), dark, bright, thick, soft]
    return np.column_stack([*x, edge.round(4)]), which


def showers(random):
    """Whether light in the sky is of a gamma ray (half), by its ellipse's mm (-310 to 410), angle, share, unscaled."""
    which = np.arange(900) % 2  # 1: of a gamma ray
    z = random.normal(0, 1, (900, 6))
    size = 2.75 + 0.4 * np.abs(z[:, 0]) + 0.1 * z[:, 1]
    length = np.exp(3.1 + 0.3 * size - 0.35 * which + 0.4 * z[:, 2]).clip(5, 330)
    width = np.exp(1.9 + 0.33 * size - 0.25 * which + 0.4 * z[:, 3]).clip(1, 200)
    share = (0.95 - 0.2 * size + 0.07 * z[:, 4]).clip(0.02, 0.9)
    lean = random.laplace(0, 25 + 20 * (1 - which)) + 0.2 * which * length
    angle = np.where(which == 1, random.exponential(16, 900), random.uniform(0, 90, 900)).clip(0, 90)
    apart = (190 + 70 * z[:, 5] - 0.5 * which * (angle - 16)).clip(5, 480)
    x = [length, width, size, share, 0.55 * share, lean, 0.6 * lean + random.normal(0, 25, 900), angle, apart]
    return np.column_stack([column.round(4) for column in x]), which


def songs(random):
    """Which of five genres a song is of, by milliseconds (243,000), bpm, dB, shares, unscaled; one of 8 mislabelled."""
    which = np.arange(950) % 5  # rock, rap, folk, electronic, classical
    z = random.normal(0, 1, (950, 7))
    energy = np.array([0.9, 0.5, -0.5, 1.2, -1.4])[which] + 0.8 * z[:, 0]
    dance = np.array([-0.1, 0.9, 0, 0.8, -1.1])[which] + 0.7 * z[:, 1]
    wood = np.array([-1.6, -1.2, 1.1, -2, 2.6])[which] - 0.5 * z[:, 0] + 1.1 * z[:, 2]
    words = np.exp(np.array([-2.9, -1.6, -3.1, -2.7, -3.1])[which] + 0.5 * z[:, 3]).clip(0.02, 0.95)
    loud = -9 + 3 * energy + 1.5 * z[:, 4] - 3 * (which == 4)
    tempo = np.array([125, 115, 118, 127, 104])[which] + np.array([27, 30, 28, 10, 30])[which] * z[:, 5]
    spread = np.array([0.2, 0.2, 0.22, 0.3, 0.6])[which]
    long = 1000 * np.exp(np.array([5.45, 5.3, 5.35, 5.5, 5.5])[which] + spread * z[:, 6])
    known = random.normal(np.array([52, 58, 46, 45, 34])[which], 16).clip(0, 100)
    x = [long, tempo, loud, *(1 / (1 + np.exp(-np.column_stack([energy, dance, wood]).T))), words]
    x = [column.round(i) for column, i in zip(x, (0, 2, 2, 3, 3, 4, 4), strict=True)]
    x += [random.uniform(0, 1, 950).round(3), random.integers(0, 12, 950), known.round()]
    wrong = random.uniform(0, 1, 950) < 0.125
    return np.column_stack(x), np.where(wrong, random.integers(0, 5, 950), which)


def rooms(random):
    """Whether somebody is in a room (30 %), by degrees, per cent, lux (to 900), ppm of CO2 (to 1,700), unscaled."""
    here = random.uniform(0, 1, 900) < 0.3
    hour = np.where(here, random.normal(13.5, 3, 900), random.uniform(0, 24, 900)).clip(0, 23.9)
    sun = np.sin(np.pi * (hour - 7) / 11).clip(0)
    lamp = np.where(random.uniform(0, 1, 900) < 0.93, here, ~here)
    lux = (380 * lamp + 260 * sun * random.uniform(0, 2, 900) * (random.uniform(0, 1, 900) < 0.7)).clip(0, 1600)
    lux = lux + np.abs(random.normal(0, 25, 900)) * (lux > 0)
    ppm = np.exp(np.where(here, 6.65, 6.2) + random.normal(0, 0.27, 900)).clip(410, 2000)
    warm = 20.2 + 0.9 * here + 0.5 * sun + random.normal(0, 0.7, 900)
    damp = 25.5 + 0.004 * (ppm - 600) + random.normal(0, 5, 900)
    ratio = damp / 100 * 0.0038 * np.exp(0.062 * (warm - 0.5)) / 0.99
    return np.column_stack([warm.round(2), damp.round(2), lux.round(1), ppm.round(1), ratio, hour.round(2)]), here


def encounters(random):
    """Whether two ships pass within 1.5 miles (half), by where the other is (to 7) and both velocities in knots (20)."""
    many = 20000
    apart, bearing = random.uniform(2, 7, many), random.uniform(0, 2 * np.pi, many)
    speeds, courses = random.uniform(5, 20, (2, many)), random.uniform(0, 2 * np.pi, (2, many))
    place = apart * np.array([np.sin(bearing), np.cos(bearing)])
    own, other = speeds[:, None] * np.stack([np.sin(courses), np.cos(courses)], 1)
    drift = other - own
    after = (-(place * drift).sum(0) / (drift**2).sum(0)).clip(0)  # hours
    near = np.hypot(*(place + after * drift)) < 1.5
    rows = np.empty(1000, int)
    rows[::2], rows[1::2] = np.flatnonzero(near)[:500], np.flatnonzero(~near)[:500]
    return np.vstack([place, own, other]).T[rows].round(2), near[rows]


def stations(random):
    """Megawatts of a power station, 456 with deviation 19, by degrees, cm of mercury (54), hPa (1,013), per cent."""
    z = random.normal(0, 1, (950, 4))
    warm = random.normal(random.choice([12, 26], 950), 4.5).clip(2, 37)
    vacuum = (54 + 1.35 * (warm - 19.6) + 6 * z[:, 0]).clip(25, 82)
    pressure = 1013.3 - 0.35 * (warm - 19.6) + 5 * z[:, 1]
    damp = (73 - 1.0 * (warm - 19.6) + 11 * z[:, 2]).clip(26, 100)
    power = 454 - 1.75 * (warm - 19.6) - 0.3 * (vacuum - 54) + 0.07 * (pressure - 1013) - 0.14 * (damp - 73)
    power += 4.5 * np.exp(-(((warm - 8) / 6) ** 2)) + 4 * z[:, 3]
    return np.column_stack([warm.round(2), vacuum.round(2), pressure.round(2), damp.round(2)]), power.round(2)


def shops(random):
    """Euros that a shop takes in a day, 6,000 with deviation 2,100, by day, offers, m² and metres (75,000), unscaled."""
    day, month = random.integers(0, 7, 950), random.integers(1, 13, 950)
    offer, holiday = random.uniform(0, 1, 950) < 0.4, random.uniform(0, 1, 950) < 0.18
    space = np.exp(random.normal(5.6, 0.5, 950)).clip(60, 1500)
    rival = np.exp(random.normal(7.8, 1.4, 950)).clip(20, 75000)
    kind = random.integers(0, 3, 950)
    takings = 8.4 + np.array([0.22, 0.04, 0, 0, 0.06, 0, -0.35])[day] + 0.3 * offer * (day < 5) + 0.05 * holiday
    takings += 0.32 * (np.log(space) - 5.6) + 0.07 * (np.log(rival) - 7.8) + 0.2 * (month == 12) + 0.12 * (kind == 2)
    x = [np.eye(7)[day], month, offer, holiday, space.round(), rival.round(-1), np.eye(3)[kind]]
    return np.column_stack(x), np.exp(takings + 0.12 + random.normal(0, 0.16, 950)).round()


def sugars(random):
    """Blood sugar in half an hour in mg/dl, 149 with deviation 55, by six readings, units, grams and hour, unscaled."""
    now = np.exp(random.normal(4.95, 0.35, 900)).clip(45, 380)
    slope, bend = random.normal(0, 1.3, 900), random.normal(0, 0.05, 900)
    back = np.arange(25, -1, -5)  # minutes ago
    readings = now[:, None] - slope[:, None] * back + bend[:, None] * back**2 + random.normal(0, 4, (900, 6))
    units = np.where(random.uniform(0, 1, 900) < 0.45, random.gamma(2, 1.8, 900), 0).clip(0, 14)
    grams = np.where(random.uniform(0, 1, 900) < 0.4, random.gamma(3, 14, 900), 0).clip(0, 120)
    hour = random.uniform(0, 24, 900)
    later = now + 22 * slope * np.exp(-np.abs(slope) / 3) + 0.5 * grams * (1 + 0.3 * (hour < 10)) - 5.5 * units
    later += -0.08 * (now - 140) + 5 * np.exp(-(((hour - 5) / 2) ** 2)) + random.normal(0, 13, 900)
    x = [readings.clip(40, 400).round(), units.round(1), grams.round(), hour.round(1)]
    return np.column_stack(x), later.clip(40, 400).round()


def heats(random):
    """Heat that a building wants in kWh/m², 22 with deviation 10, by m² (670), compactness (0.76), glass, unscaled."""
    form = random.integers(0, 12, 768)
    low = form > 5
    compact = np.array([0.98, 0.9, 0.86, 0.82, 0.79, 0.76, 0.74, 0.71, 0.69, 0.66, 0.64, 0.62])[form]
    area = 808.5 * 0.62 / compact + random.normal(0, 4, 768)
    wall = np.array([294, 318.5, 294, 318.5, 343, 416.5, 245, 269.5, 294, 318.5, 343, 367.5])[form]
    side, glass = random.integers(2, 6, 768), random.choice([0, 0.1, 0.25, 0.4], 768, p=[0.1, 0.3, 0.3, 0.3])
    where = np.where(glass > 0, random.integers(1, 6, 768), 0)
    heat = np.where(low, 6 + 0.02 * (wall - 245), 22 + 0.06 * (wall - 294)) + 22 * glass + 12 * glass * ~low * compact
    heat += 0.7 * np.sin(np.pi * side / 2) * glass * 4 - 0.1 * (where == 5) + 8 * (compact - 0.62) * low
    heat = heat * np.exp(random.normal(0, 0.03, 768)) + random.normal(0, 0.3, 768)
    x = [compact, area.round(1), wall, (area - wall).round(1) / 2, np.where(low, 3.5, 7), side, glass, where]
    return np.column_stack(x), heat.clip(5).round(2)


def olives(random):
    """Which of six regions an oil is from (36 % to 5 %), by eight fatty acids in hundredths of a per cent (7,300)."""
    which = random.choice(6, 900, p=[0.36, 0.22, 0.17, 0.12, 0.08, 0.05])
    z = random.normal(0, 1, (900, 7))
    palmitic = np.array([1390, 1300, 1110, 1230, 1080, 1010])[which] + 110 * z[:, 0]
    palmitoleic = np.array([190, 120, 96, 175, 82, 60])[which] + 0.2 * (palmitic - 1230) + 24 * z[:, 1]
    stearic = np.array([215, 260, 226, 232, 262, 290])[which] + 32 * z[:, 2]
    linoleic = np.array([1030, 830, 1190, 700, 650, 960])[which] + 110 * z[:, 3]
    linolenic = np.array([36, 48, 28, 38, 18, 5])[which] + 9 * np.abs(z[:, 4])
    arachidic = np.array([62, 66, 72, 45, 25, 18])[which] + 11 * z[:, 5]
    eicosenoic = np.where(which < 3, np.array([27, 30, 24, 2, 2, 2])[which] + 9 * z[:, 6], random.uniform(1, 12, 900))
    rest = palmitic + palmitoleic + stearic + linoleic + linolenic + arachidic + eicosenoic.clip(1)
    oleic = 9990 - rest + random.normal(0, 12, 900)
    x = [palmitic, palmitoleic, stearic, oleic, linoleic, linolenic.clip(0), arachidic.clip(0), eicosenoic.clip(1)]
    return np.column_stack(x).round(), which


def pulsars(random):
    """Whether a candidate is a pulsar (a quarter), by its profile, ms (8,000), pc/cm³ (900), noise's share, unscaled."""
    pulsar = random.uniform(0, 1, 940) < 0.25
    z = random.normal(0, 1, (940, 6))
    mean = np.where(pulsar, 84, 110) + np.where(pulsar, 29, 20) * z[:, 0]
    deviation = np.where(pulsar, 40, 47) + 7 * z[:, 1]
    peaked = np.where(pulsar, 0.9, 0.25) + 0.03 * (112 - mean) + 0.4 * z[:, 2]
    skewed = np.sign(peaked) * peaked**2 * np.exp(0.3 * z[:, 3]) + 0.4 * z[:, 4]
    noise = np.exp(np.where(pulsar, 2.4, 1.3) + np.where(pulsar, 0.9, 1.0) * z[:, 5]).clip(0.2, 220)
    period = np.exp(np.where(pulsar, random.normal(6.2, 1.1, 940), random.uniform(1, 9, 940))).clip(2, 8000)
    measure = np.where(pulsar, random.gamma(2, 70, 940), random.uniform(0, 900, 940)).clip(2, 900)
    x = [mean.clip(5).round(2), deviation.round(2), peaked.round(3), skewed.round(3), noise.round(2), period.round(1)]
    return np.column_stack([*x, measure.round(1)]), pulsar


def sleepers(random):
    """Which of five stages of sleep, by power in five bands (µV², 1 to thousands), unscaled; one of 10 mislabelled."""
    which = random.choice(5, 960, p=[0.2, 0.12, 0.32, 0.18, 0.18])  # awake, drowsy, light, deep, dreaming
    person = random.normal(0, 0.35, 960)  # all of a sleeper's powers
    delta = np.array([3.6, 3.9, 5.2, 7.1, 4.2])[which] + 0.45 * random.normal(0, 1, 960)
    theta = np.array([2.6, 3.3, 3.6, 3.9, 3.5])[which] + 0.4 * random.normal(0, 1, 960)
    alpha = np.array([3.9, 2.4, 2.6, 2.4, 2.2])[which] + 0.5 * random.normal(0, 1, 960)
    sigma = np.array([1.4, 1.1, 2.7, 1.6, 0.9])[which] + 0.4 * random.normal(0, 1, 960)
    beta = np.array([2.4, 1.4, 0.9, 0.2, 1.3])[which] + 0.4 * random.normal(0, 1, 960)
    muscle = np.exp(np.array([3.4, 2.7, 2.3, 2.1, 0.9])[which] + 0.5 * random.normal(0, 1, 960))
    eyes = random.poisson(np.array([9, 3, 0.5, 0.3, 7])[which])
    powers = np.exp(np.array([delta, theta, alpha, sigma, beta]) + person).round(2)
    wrong = random.uniform(0, 1, 960) < 0.1
    return np.column_stack([*powers, muscle.round(2), eyes]), np.where(wrong, random.integers(0, 5, 960), which)


def muons(random):
    """Whether two muons are of one Z, of a mass near 91 GeV (half), by both momenta in TeV (0.03), unscaled."""
    boson = np.arange(960) % 2 == 0
    mass = np.where(boson, random.normal(91, 3, 960), np.where(
        random.uniform(0, 1, 960) < 0.6, random.uniform(20, 72, 960), random.uniform(112, 170, 960)))
    up, down = random.uniform(18, 60, (2, 960))
    around = random.uniform(-np.pi, np.pi, 960)
    apart = random.uniform(1.6, np.pi, 960)  # in the plane
    wide = mass**2 / (2 * up * down) + np.cos(apart)  # the cosh of the distance along the beam
    near = wide < 1  # too heavy for that distance: the first momentum is made to fit
    up = np.where(near, mass**2 / (2 * down * (1.2 - np.cos(apart))), up)
    far = np.arccosh(np.where(near, 1.2, wide)) * random.choice([-1, 1], 960)
    middle = random.normal(0, 0.4, 960)
    one = up * np.array([np.cos(around), np.sin(around), np.sinh(middle + far / 2)])
    two = down * np.array([np.cos(around + apart), np.sin(around + apart), np.sinh(middle - far / 2)])
    return (np.vstack([one, two]).T / 1000).round(5), boson


def triangles(random):
    """Whether a triangle's largest angle is below 80, to 110 or above, in degrees, a third each, by two sides as cm."""
    corners = random.uniform(0, 9, (9000, 3, 2))
    sides = np.sort(((corners - np.roll(corners, 1, 1)) ** 2).sum(2), 1)
    angle = np.degrees(np.arccos(((sides[:, 0] + sides[:, 1] - sides[:, 2]) / 2 / np.sqrt(
        sides[:, 0] * sides[:, 1])).clip(-1, 1)))
    kind = (angle > 80).astype(int) + (angle > 110)
    rows = np.stack([np.flatnonzero((kind == i) & (sides[:, 0] > 4))[:340] for i in range(3)], 1).ravel()
    return (corners[rows, 1:] - corners[rows, :1]).reshape(-1, 4).round(2), kind[rows]


def rents(random):
    """Euros that a flat costs a month, 1,030 with deviation 376, by m², rooms, year (1965), metres (to 20,000)."""
    space = np.exp(random.normal(4.15, 0.35, 940)).clip(18, 200).round()
    rooms = (space / 26 + random.normal(0, 0.5, 940)).clip(1, 7).round()
    year = random.choice([1905, 1935, 1962, 1978, 1998, 2014], 940) + random.integers(-8, 9, 940)
    metres = np.exp(random.normal(8.3, 0.6, 940)).clip(150, 20000).round(-1)
    floor, lift = random.integers(0, 7, 940), random.uniform(0, 1, 940) < 0.45
    kitchen, balcony = random.uniform(0, 1, 940) < 0.4, random.uniform(0, 1, 940) < 0.5
    price = 18 - 2.6 * (np.log(metres) - 8.3) + 2.2 * (year < 1918) + 0.09 * (year - 1990).clip(0)
    price += 5 * np.exp(-space / 30) + 1.2 * kitchen + 0.5 * balcony + 0.25 * floor * np.where(lift, 1, -1)
    euros = (70 + price * space * 0.72) * np.exp(random.normal(0, 0.09, 940))
    return np.column_stack([space, rooms, year, metres, floor, lift, kitchen, balcony]), euros.round()


def rivers(random):
    """m³/s of a river in spring, 17 with a tail to 153, by km² (to 6,000), mm of rain, metres, degrees, unscaled."""
    area = np.exp(random.normal(6.9, 0.8, 900)).clip(60, 6000).round()
    high = random.uniform(150, 2200, 900).round()
    rain, before = random.gamma(1.4, 14, 900).round(1), random.gamma(2, 20, 900).round(1)
    snow = (random.gamma(1.5, 60, 900) * high / 1500).round()
    warm = (14 - 0.005 * high + random.normal(0, 4, 900)).round(1)
    wood, steep = random.uniform(0, 0.9, 900).round(2), (high / 90 * np.exp(random.normal(0, 0.3, 900))).round(1)
    melt = np.minimum(snow, 5 * warm.clip(0)) * 0.5
    run_off = 0.25 + 0.5 / (1 + np.exp(-(before - 45) / 12)) - 0.15 * wood
    flow = area / 86.4 * (1.6 + 0.4 * run_off * (rain + melt)) / 6 * np.exp(random.normal(0, 0.15, 900))
    return np.column_stack([area, high, rain, before, snow, warm, wood, steep]), flow.round(2)


def panels(random):
    """Watts of solar panels on a roof, 1,570 with deviation 1,040, by W/m² above the clouds, degrees, wind, hour."""
    hour, day = random.uniform(6, 20, 940), random.integers(0, 365, 940)
    season = np.cos(2 * np.pi * (day - 172) / 365)
    tilt = (np.cos(np.pi * (hour - 13) / 15) * (0.72 + 0.25 * season)).clip(0.03)
    cloud = random.beta(0.6, 0.8, 940)
    beam = 1050 * tilt * (1 - 0.78 * cloud)
    air = 10 + 9 * season + 4 * np.cos(2 * np.pi * (hour - 15) / 24) + random.normal(0, 4, 940)
    wind = random.gamma(2, 1.7, 940)
    cell = air + 0.03 * beam * np.exp(-0.09 * wind)
    shade = np.where((hour > 16.5) & (season < 0.2), 0.45, 1)  # a tree stands in the west
    watts = 5.2 * beam * shade * (1 - 0.0045 * (cell - 25)) * (0.93 - 0.05 * np.exp(-beam / 150))
    watts = np.minimum(watts, 3800) + random.normal(0, 70, 940)  # what the inverter can
    x = [(1050 * tilt).round(), air.round(1), wind.round(1), hour.round(2), day, cloud.round(2)]
    return np.column_stack(x), watts.clip(0).round()


def beams(random):
    """Newtons at which a beam of wood breaks, 4,200 with deviation 2,700, by mm (2,500, 160), kg/m³ (470), shares."""
    long, high = random.uniform(1200, 3600, 900).round(), random.choice([100, 120, 140, 160, 180], 900)
    broad, dense = random.choice([40, 50, 60, 80], 900), random.normal(470, 55, 900).round()
    knots, damp = random.beta(1.5, 5, 900).round(3), random.uniform(0.08, 0.24, 900).round(3)
    strength = 42 * (dense / 470) * (1 - 0.95 * knots) * (1 - 2.4 * (damp - 0.12)) + random.normal(0, 2.5, 900)
    force = strength * broad * high**2 / 1.5 / long / 2.5 * np.exp(random.normal(0, 0.05, 900))
    return np.column_stack([long, high, broad, dense, knots, damp]), force.round()


def obsidians(random):
    """Which of five volcanoes an obsidian is from, by ppm of seven elements (iron 9,700, niobium 16), unscaled."""
    which = random.choice(5, 900, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    flake = random.normal(0, 0.14, 900)  # a thin flake gives less of all
    centre = np.array([
        [9.1, 6.0, 5.2, 4.1, 4.9, 3.2, 2.4], [8.9, 6.2, 5.0, 4.4, 4.8, 3.0, 2.9],
        [9.4, 5.7, 5.0, 4.6, 5.4, 3.3, 2.6],
        [9.0, 6.1, 5.4, 3.8, 4.7, 3.4, 2.7], [9.6, 6.3, 4.6, 4.9, 5.6, 3.1, 3.2]])  # iron … zirconium, yttrium, niobium
    spread = np.array([0.13, 0.17, 0.12, 0.28, 0.16, 0.18, 0.2])
    logs = centre[which] + spread * random.normal(0, 1, (900, 7)) + flake[:, None]
    return np.exp(logs).round(), which


def kidneys(random):
    """Whether a kidney is ill (28 %), by mg/dl, mmHg, white cells a µl (8,000), unscaled; one of 25 wrong."""
    ill = random.uniform(0, 1, 940) < 0.28
    sweet = random.uniform(0, 1, 940) < np.where(ill, 0.45, 0.1)  # by its sugar, and otherwise by its pressure
    z = random.normal(0, 1, (940, 9))
    age = (51 + 8 * ill + 15 * z[:, 0]).clip(18, 90).round()
    creatinine = np.exp(-0.02 + 0.5 * ill + 0.3 * z[:, 1]).round(2)
    urea = np.exp(3.5 + 0.45 * ill + 0.4 * (creatinine > 2) + 0.32 * z[:, 2]).round()
    blood = (14.6 - 2.1 * ill - 0.5 * (age > 70) + 1.5 * z[:, 3]).round(1)
    white = (7800 + 1100 * ill + 2100 * z[:, 4]).clip(2500, 22000).round(-2)
    sodium = (139 - 1.5 * ill + 3.5 * z[:, 5]).round()
    sugar = np.exp(4.65 + 0.55 * sweet + 0.17 * z[:, 6]).round()
    pressure = (78 + np.where(ill & ~sweet, 14, 0) + 10 * z[:, 7]).round()
    albumin = random.poisson(np.where(ill, np.where(sweet, 2.4, 1.0), 0.25)).clip(0, 5)
    wrong = random.uniform(0, 1, 940) < 0.04
    return np.column_stack([age, creatinine, urea, blood, white, sodium, sugar, pressure, albumin]), ill ^ wrong


def insects(random):
    """Which of six insects flies by, male or female, by Hz (to 850), hour, °C; one in 12 wrong."""
    which = random.choice(6, 960, p=[0.22, 0.2, 0.18, 0.16, 0.14, 0.1])
    male = random.uniform(0, 1, 960) < 0.5
    pitch = np.array([[440, 530, 350, 210, 170, 240], [700, 620, 460, 240, 190, 250]])[male.astype(int), which]
    air = (24 + 4 * random.normal(0, 1, 960)).round(1)
    pitch = pitch * (1 + 0.016 * (air - 24)) * np.exp(0.055 * random.normal(0, 1, 960))
    second = np.array([0.42, 0.5, 0.36, 0.7, 0.55, 0.3])[which] + 0.08 * male + 0.09 * random.normal(0, 1, 960)
    third = np.array([0.2, 0.16, 0.28, 0.42, 0.5, 0.35])[which] + 0.07 * random.normal(0, 1, 960)
    dusk = np.array([18, 21.5, 1, 12.5, 10, 14.5])[which]  # when it flies; three of them at dawn as well
    dusk = np.where((which < 3) & (random.uniform(0, 1, 960) < 0.35), 5.5, dusk)
    hour = (dusk + 1.8 * random.normal(0, 1, 960)) % 24
    loud = np.exp(1.2 * random.normal(0, 1, 960) + np.array([3.0, 3.2, 3.1, 4.6, 5.2, 3.8])[which])
    wrong = random.uniform(0, 1, 960) < 1 / 12
    x = [pitch.round(1), second.round(3), third.round(3), hour.round(2), air, loud.round(1)]
    return np.column_stack(x), np.where(wrong, random.integers(0, 6, 960), which)


def coins(random):
    """Whether two coins overlap (half), by the mm of their middles (to 90) and radii (to 26), unscaled."""
    middles, radii = random.uniform(0, 90, (20000, 4)), random.uniform(8, 26, (20000, 2))
    gap = np.hypot(middles[:, 0] - middles[:, 2], middles[:, 1] - middles[:, 3]) - radii.sum(1)
    rows = [np.flatnonzero(side & (np.abs(gap) > 2) & (np.abs(gap) < 30))[:480] for side in (gap < 0, gap > 0)]
    rows = np.stack(rows, 1).ravel()
    x = np.column_stack([middles[rows, :2], radii[rows, :1], middles[rows, 2:], radii[rows, 1:]])
    return x.round(1), gap[rows] < 0


def drums(random):
    """Which of four rhythms a drum beats, by 16 columns of 0 and 1, from anywhere in it; one in 25 is wrong."""
    bars = np.array([[int(c) for c in bar] for bar in (
        "1001001000101000", "1001001000100100", "1000100010001010", "1011010110101101")])
    which = np.arange(960) % 4
    beaten = np.stack([np.roll(bars[i], start) for i, start in zip(which, random.integers(0, 16, 960), strict=True)])
    return beaten ^ (random.uniform(0, 1, (960, 16)) < 0.04), which


def fish(random):
    """Grams of a fish, 380 with deviation 390, by cm of its length (27), height and width and which of five it is."""
    which = random.choice(5, 900, p=[0.35, 0.22, 0.13, 0.2, 0.1])
    length = np.exp(np.array([3.1, 3.35, 3.7, 3.0, 3.4])[which] + 0.26 * random.normal(0, 1, 900)).clip(8, 64)
    high = length * np.array([0.27, 0.38, 0.16, 0.3, 0.33])[which] * np.exp(0.05 * random.normal(0, 1, 900))
    wide = length * np.array([0.15, 0.14, 0.1, 0.17, 0.15])[which] * np.exp(0.07 * random.normal(0, 1, 900))
    fork = length * (1.09 + 0.02 * random.normal(0, 1, 900))
    grams = 0.36 * length * high * wide * (1 + 0.1 * (which == 2)) * np.exp(0.09 * random.normal(0, 1, 900))
    x = [length.round(1), fork.round(1), high.round(1), wide.round(2), np.eye(5)[which]]
    return np.column_stack(x), grams.round(1)


def transistors(random):
    """Amperes through a transistor, 0.0049 with deviation 0.0068, by volts, µm (to 60, 0.35 to 2) and °C, unscaled."""
    gate, drain = random.uniform(0, 5, 940), random.uniform(0, 5, 940)
    wide, long = random.uniform(2, 60, 940), np.exp(random.uniform(-1, 0.7, 940))
    warm = random.uniform(-20, 110, 940)
    over = (gate - 0.8 + 0.002 * (warm - 25)).clip(0)
    bent = np.where(drain < over, over * drain - drain**2 / 2, over**2 / 2 * (1 + 0.04 * (drain - over).clip(0)))
    current = 9e-5 * wide / long * bent * ((warm + 273) / 298) ** -1.5 / (1 + 0.12 * over / long)
    x = [gate.round(2), drain.round(2), wide.round(1), long.round(2), warm.round()]
    return np.column_stack(x), (current * np.exp(random.normal(0, 0.04, 940))).round(7)


def waits(random):
    """Minutes in an emergency room, 98 with deviation 64, by urgency, hour, day, who is there, years (to 95); noisy."""
    urgent = random.choice([1, 2, 3, 4, 5], 960, p=[0.04, 0.16, 0.4, 0.3, 0.1])
    hour, day = random.integers(0, 24, 960), random.integers(0, 7, 960)
    rush = 1 + 0.6 * np.sin(2 * np.pi * (hour - 11) / 24) + 0.3 * (day == 0)
    there = random.poisson(12 * rush.clip(0.2))
    doctors = (2 + (hour > 7) + (hour > 11) * (hour < 22) + random.integers(0, 2, 960))
    years, ambulance = random.integers(1, 96, 960), random.uniform(0, 1, 960) < 0.25
    beds, pulse = random.uniform(0.6, 1, 960).round(2), (82 + 16 * random.normal(0, 1, 960)).round()
    queue = there / doctors * np.array([0, 0.05, 0.25, 1.0, 1.5, 1.3])[urgent] * 22
    minutes = (14 + queue * np.where(ambulance, 0.5, 1) + 160 * (beds - 0.85).clip(0) * (urgent > 1) * 3)
    return np.column_stack([urgent, hour, day, there, doctors, years, ambulance, beds, pulse]), (
        minutes * np.exp(0.28 * random.normal(0, 1, 960))).round()


def exhausts(random):
    """Nitric oxides of an engine in ppm, 790 with deviation 620, by rpm (to 6,000), Nm, hPa, °C, degrees and lambda."""
    speed, torque = random.uniform(900, 6000, 900).round(-1), random.uniform(15, 210, 900).round()
    ratio = (1.02 + 0.1 * random.normal(0, 1, 900)).clip(0.78, 1.35).round(3)
    spark = (24 + 6 * random.normal(0, 1, 900) - 0.05 * (torque - 110)).round(1)
    air, pressure = random.uniform(5, 60, 900).round(), (350 + 3.2 * torque + 20 * random.normal(0, 1, 900)).round()
    back = random.choice([0, 0, 0.05, 0.1, 0.15], 900)  # exhaust led back
    hot = np.exp(-(((ratio - 1.06) / 0.13) ** 2)) * (0.25 + torque / 160) * (1 + 0.03 * (spark - 24)).clip(0.2)
    ppm = 2100 * hot * np.exp(-7 * back + 0.006 * (air - 30)) * (0.75 + 0.25 * np.tanh((speed - 1800) / 900))
    ppm = ppm * np.exp(random.normal(0, 0.05, 900)) + random.normal(0, 25, 900)
    return np.column_stack([speed, torque, pressure, air, spark, ratio, back]), ppm.clip(5).round()


def eggs(random):
    """Which of six birds laid an egg, by mm (to 53), mg of its shell (to 2,900), µm (190), spots, shares of colours."""
    which = random.choice(6, 930, p=[0.26, 0.22, 0.18, 0.14, 0.12, 0.08])
    z = random.normal(0, 1, (930, 6))
    long = np.array([29, 31, 41, 38, 24, 47])[which] * np.exp(0.055 * z[:, 0])
    broad = long * np.array([0.74, 0.7, 0.71, 0.78, 0.73, 0.68])[which] * np.exp(0.035 * z[:, 1])
    thick = np.array([150, 170, 225, 265, 120, 240])[which] * np.exp(0.12 * z[:, 2])
    shell = long * broad * thick / 1000 * 5.4 * np.exp(0.06 * z[:, 3])
    spots = random.poisson(np.array([26, 14, 9, 1, 18, 30])[which] * np.exp(0.4 * z[:, 4]))
    blue = random.beta(*(np.array([[5, 2, 2, 1, 6, 3], [3, 4, 7, 12, 2, 5]])[:, which]))
    brown = (1 - blue) * random.beta(*(np.array([[4, 3, 6, 1, 2, 5], [4, 5, 3, 9, 5, 4]])[:, which]))
    x = [long.round(1), broad.round(1), shell.round(), thick.round(), spots, blue.round(2), brown.round(2)]
    return np.column_stack(x), which


def donors(random):
    """Who gives blood again (43 %), by months, gifts, ml of them all (to 18,000), metres, years; one of ten is wrong."""
    since, gifts = random.choice([1, 2, 3, 4, 6, 9, 12, 14, 16, 21, 23, 30], 960), 1 + random.geometric(0.16, 960)
    gifts = gifts.clip(1, 42)
    months = (since + gifts * random.uniform(2.2, 9, 960)).round().clip(2, 140)
    years, far = random.integers(18, 70, 960), np.exp(random.normal(8.4, 0.8, 960)).clip(200, 40000).round(-1)
    iron, pulse = random.normal(14.2, 1.3, 960).round(1), random.normal(72, 9, 960).round()
    often = gifts / months
    wish = 0.2 + 9 * (often - 0.21) - 0.14 * (since - 6) - 0.7 * (np.log(far) - 8.4) + 1.1 * (iron - 14).clip(-1.5, 1)
    wish += 1.6 * np.where(since < 3, -1, 0) + 1.2 * np.exp(-(((years - 45) / 12) ** 2)) - 0.6
    again = wish > -1.05
    wrong = random.uniform(0, 1, 960) < 0.1
    return np.column_stack([since, gifts, gifts * 470, months, years, far, iron, pulse]), again ^ wrong


def asteroids(random):
    """Whether an asteroid is watched (40 %), by km (to 75,000,000), km/h (to 130,000), size and orbit, unscaled."""
    size = random.normal(20.5, 2.1, 940).clip(15, 27)  # a magnitude: small is large
    albedo = random.beta(1.6, 8, 940).clip(0.02)
    across = 1329 / np.sqrt(albedo) * 10 ** (-size / 5)
    half, eccentric = random.uniform(0.7, 3, 940), random.beta(3, 3, 940)
    near = np.abs(half * (1 - eccentric) - 0.75) * 0.25 * random.uniform(0.1, 1, 940)
    speed = (9 + 14 * eccentric + 5 * np.abs(random.normal(0, 1, 940))) * 3600
    away = random.uniform(0.02, 0.5, 940) * 149.6e6
    tilt, known = np.abs(random.normal(0, 14, 940)), random.poisson(1 + 300 / (1 + np.exp(size - 20)))
    watched = (near < 0.039) & (across > 0.13)
    return np.column_stack([size.round(1), across.round(3), half.round(3), eccentric.round(3), near.round(4),
                            speed.round(), away.round(-3), tilt.round(1), known]), watched


def crossings(random):
    """Whether two lines in a picture cross (half), by the columns and rows of their ends, 0 to 60, unscaled."""
    ends = random.uniform(0, 60, (12000, 4, 2))

    def side(a, b, c):  # of c, seen along a to b
        return ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / np.hypot(*(b - a).T)

    a, b, c, d = ends.transpose(1, 0, 2)
    sides = np.array([side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)])
    cross = (sides[0] * sides[1] < 0) & (sides[2] * sides[3] < 0)
    long = (np.hypot(*(b - a).T) > 25) & (np.hypot(*(d - c).T) > 25) & (np.abs(sides).min(0) > 2)
    rows = np.stack([np.flatnonzero(long & (cross == wanted))[:480] for wanted in (False, True)], 1).ravel()
    return ends[rows].reshape(-1, 8).round(1), cross[rows]


def morse(random):
    """Which of eight letters of Morse code, by ms of four signs and three gaps (to 1,000), fast or slow, unscaled."""
    letters = np.array([[int(sign) for sign in letter] for letter in (
        "3111", "3131", "1131", "1111", "1333", "1311", "1331", "3313")])  # B C F H J L P Q
    which = np.arange(960) % 8
    unit = np.exp(random.uniform(np.log(50), np.log(220), 960))[:, None]
    heavy = np.exp(random.normal(0, 0.18, 960))[:, None]  # a hand that makes all dashes longer
    signs = letters[which] * unit * np.where(letters[which] == 3, heavy, 1) * np.exp(random.normal(0, 0.22, (960, 4)))
    gaps = unit * np.exp(random.normal(0, 0.3, (960, 3)))
    return np.column_stack([signs, gaps]).round(), which


def strains(random):
    """How much a steel bar stretches, 0.0006 with deviation 0.0007, by newtons (to 90,000), mm, °C, GPa, unscaled."""
    force, edge = random.uniform(2000, 90000, 920).round(-1), random.uniform(14, 36, 920).round(1)
    hole = np.where(random.uniform(0, 1, 920) < 0.5, random.uniform(2, 9, 920), 0).round(1)
    warm, stiff = random.uniform(-20, 70, 920).round(1), random.normal(205, 7, 920).round(1)
    yields = random.choice([235, 275, 355], 920)  # MPa
    stress = force / (edge * (edge - hole))
    stretch = stress / stiff / 1000 + np.where(stress > 0.75 * yields, (stress - 0.75 * yields) / 400000, 0)
    stretch = stretch + 1.2e-5 * (warm - 20) * 0.5
    return np.column_stack([force, edge, hole, warm, stiff, yields]), (
        stretch + random.normal(0, 3e-5, 920)).round(7)


def tracks(random):
    """The year of a song, 1,988 with deviation 15, by seconds, bpm, dB, ten numbers of its timbre; a quarter is noise."""
    year = (2012 - random.gamma(2.4, 10, 960)).clip(1935, 2012).round()
    age = (1988 - year) / 15
    seconds = (215 - 38 * age + 55 * random.normal(0, 1, 960)).clip(90, 700).round()
    tempo = (121 + 24 * random.normal(0, 1, 960)).round()
    loud = (-9.5 - 2.6 * age - 1.2 * (age > 1) + 2.6 * random.normal(0, 1, 960)).round(1)
    bends = [age, age**2 / 2, np.tanh(age), np.abs(age + 0.4), age * loud / 12]
    mixed = np.column_stack(bends) @ random.normal(0, 0.42, (5, 10)) + random.normal(0, 2.2, (960, 10))
    timbre = mixed * np.array([6, 50, 35, 16, 23, 13, 15, 8, 11, 7])
    return np.column_stack([seconds, tempo, loud, timbre.round(2)]), year


def players(random):
    """A footballer's worth in euros, 4,500,000 with a tail to 91,000,000, by years, minutes (to 3,400), goals, league."""
    years, post = random.integers(17, 38, 900), random.choice(4, 900, p=[0.1, 0.33, 0.34, 0.23])
    level, skill = random.choice(5, 900, p=[0.15, 0.2, 0.25, 0.2, 0.2]), random.normal(0, 1, 900)
    minutes = (1700 + 650 * skill + 500 * random.normal(0, 1, 900)).clip(0, 3400).round()
    often = np.array([0, 0.05, 0.16, 0.42])[post] * np.exp(0.45 * skill)
    goals = random.poisson(often * minutes / 90)
    caps = random.poisson(np.exp(1.2 * skill + (years - 27) / 6).clip(0, 90))
    months, high = random.integers(2, 60, 900), (182 + 6 * (post == 0) + 6 * random.normal(0, 1, 900)).round()
    log = 14.7 + 0.42 * (2 - level) + 0.45 * (minutes - 1700) / 800 + 0.5 * np.log1p(goals / (1 + 2 * (post == 2)))
    log += 0.22 * np.log1p(caps) - ((years - 24.5) / 7.5) ** 2 + 0.25 * np.log(months / 24) - 0.3 * (post == 0)
    euros = np.exp(log + 0.22 * random.normal(0, 1, 900))
    return np.column_stack([years, np.eye(4)[post], level, minutes, goals, caps, months, high]), euros.round(-4)


def brakes(random):
    """Metres until a car stands, 57 with deviation 42, by km/h (to 130), kg (1,500), rain, slope, bar, °C, unscaled."""
    speed, mass = random.uniform(20, 130, 930).round(), random.normal(1500, 260, 930).round(-1)
    wet, tread = random.uniform(0, 1, 930) < 0.35, random.uniform(1.6, 8, 930).round(1)
    slope, press = random.normal(0, 3, 930).round(1), random.normal(2.3, 0.25, 930).round(2)
    warm, react = random.uniform(-5, 35, 930).round(), random.gamma(16, 0.045, 930).round(2)
    grip = 0.88 - np.where(wet, 0.18 + 0.002 * speed * np.exp(-tread / 3), 0) - 0.08 * (press - 2.3) ** 2 / 0.06
    grip = (grip - 0.0001 * (mass - 1500) - 0.05 * (warm < 3)).clip(0.25)
    metres = speed / 3.6 * react + (speed / 3.6) ** 2 / 2 / 9.81 / (grip + slope / 100)
    metres = metres * np.exp(random.normal(0, 0.05, 930))
    return np.column_stack([speed, mass, wet, tread, slope, press, warm, react]), metres.round(1)


def ships(random):
    """Which of six kinds a ship is, by tons (to 200,000), m (to 450), kW (to 70,000), knots, crew, ports, unscaled."""
    which = random.choice(6, 940, p=[0.2, 0.2, 0.15, 0.19, 0.14, 0.12])  # tanker, boxes, ferry, fish, tug, yacht
    z = random.normal(0, 1, (940, 7))
    tons = np.exp(np.array([10.6, 10.8, 9.3, 6.0, 5.9, 5.8])[which] + 0.65 * z[:, 0]).clip(60, 2e5)
    long = np.array([6.3, 6.9, 6.9, 5.0, 4.5, 7.2])[which] * np.cbrt(tons) * np.exp(0.07 * z[:, 1])
    broad = long / np.array([5.9, 6.7, 5.9, 4.2, 3.1, 5.1])[which] * np.exp(0.07 * z[:, 2])
    deep = long / np.array([18, 20, 27, 11, 9, 17])[which] * np.exp(0.1 * z[:, 3])
    power = tons**0.72 * np.array([5, 10, 14, 12, 38, 17])[which] * np.exp(0.25 * z[:, 4])
    knots = np.array([12.5, 17, 19, 9, 9.5, 14])[which] + np.array([1.4, 2.4, 3.5, 1.6, 1.6, 3.5])[which] * z[:, 5]
    crew = random.poisson(np.array([24, 22, 60, 9, 6, 8])[which] * np.exp(0.25 * z[:, 6]))
    ports = random.poisson(np.array([4, 9, 40, 12, 8, 6])[which] * np.exp(0.4 * random.normal(0, 1, 940)))
    x = [tons.round(), long.round(1), broad.round(1), deep.round(1), power.clip(0, 7e4).round(), knots.clip(3).round(1),
         crew, ports]
    return np.column_stack(x), which


def thyroids(random):
    """How a thyroid works (under, well, over), by mU/l (to 90), nmol/l (to 260), years, pulse, kg, unscaled."""
    which = random.choice(3, 930, p=[0.3, 0.42, 0.28])
    z = random.normal(0, 1, (930, 6))
    carried = random.uniform(0, 1, 930) < 0.15  # a child, or a pill: binds more of the hormone
    bound = np.where(carried, 1.4, 1) * np.exp(0.06 * z[:, 0])
    signal = np.exp(np.array([2.3, 0.6, -2.0])[which] + np.array([0.8, 0.55, 0.9])[which] * z[:, 1]).clip(0.01, 90)
    total = np.array([68, 104, 150])[which] * bound * np.exp(0.17 * z[:, 2])
    active = np.array([1.35, 1.9, 3.1])[which] * bound * np.exp(0.2 * z[:, 3])
    years, pulse = random.integers(16, 90, 930), (np.array([66, 73, 88])[which] + 10 * z[:, 4]).round()
    mass = (72 + np.array([5, 0, -5])[which] + 13 * z[:, 5]).clip(40).round(1)
    return np.column_stack([signal.round(2), total.round(), active.round(2), bound.round(2), carried, years, pulse,
                            mass]), which


def avalanches(random):
    """Whether a slope slides (40 %), by m (to 3,300), degrees, cm of snow (to 340), km/h, °C; one of eleven is wrong."""
    high, steep = random.uniform(1100, 3300, 950).round(-1), random.uniform(20, 52, 950).round()
    faces, wind = random.integers(0, 360, 950), random.gamma(2, 14, 950).clip(0, 120).round()
    new, days = random.gamma(1.3, 22, 950).clip(0, 110).round(), random.integers(0, 10, 950)
    warm = (4 - (high - 1100) * 0.0062 + 5 * random.normal(0, 1, 950)).round(1)
    depth = (20 + (high - 1100) * 0.07 + 45 * random.gamma(1.5, 1, 950) + new).clip(new, 340).round()
    blown = wind * np.cos(np.radians(faces - 90)) / 40  # by a wind from the west
    load = new * np.exp(-days / 4) / 14 + blown.clip(-1, 2) + 0.9 * (np.abs(warm) < 1.5) + depth / 160
    slides = load * np.exp(-(((steep - 37) / 8) ** 2)) > 0.9
    wrong = random.uniform(0, 1, 950) < 0.09
    return np.column_stack([high, steep, faces, depth, new, days, wind, warm]), slides ^ wrong


def clouds(random):
    """Which of seven clouds, by m (to 14,000), hPa (to 940), kelvins, thickness (to 150), µm, shares, unscaled."""
    which = random.choice(7, 960, p=[0.16, 0.14, 0.15, 0.13, 0.16, 0.14, 0.12])
    z = random.normal(0, 1, (960, 7))
    top = (np.array([9800, 9300, 5100, 5300, 1900, 1100, 10900])[which] * np.exp(0.13 * z[:, 0])).clip(200, 14000)
    ground = 288 + 7 * z[:, 1]
    cold = ground - 6.4e-3 * top + 3 * z[:, 2]
    pressure = 1013 * (1 - 2.2558e-5 * top) ** 5.256 + 12 * random.normal(0, 1, 960)
    thick = np.exp(np.array([0.3, 1.4, 1.9, 2.9, 2.3, 2.6, 4.0])[which] + 0.5 * z[:, 3]).clip(0.1, 150)
    base = top * (np.array([0.9, 0.8, 0.85, 0.6, 0.6, 0.4, 0.12])[which] * np.exp(0.1 * z[:, 4])).clip(0, 0.98)
    drop = np.array([28, 26, 14, 15, 11, 8, 24])[which] * np.exp(0.2 * z[:, 5])
    share = random.beta(*(np.array([[2, 6, 3, 8, 5, 9, 3], [3, 2, 3, 1.2, 2.5, 1.1, 3]])[:, which]))
    rough = np.array([0.12, 0.05, 0.24, 0.07, 0.2, 0.05, 0.4])[which] * np.exp(0.4 * z[:, 6])
    x = [top.round(), base.round(), pressure.round(), cold.round(1), ground.round(1), thick.round(1), drop.round(1),
         share.round(2), rough.round(3)]
    return np.column_stack(x), which


def magnets(random):
    """Whether two magnets attract (half), by strength along x and y of both (to 30) and mm between them (to 60)."""
    angles, strong = random.uniform(0, 2 * np.pi, (8000, 3)), random.uniform(12, 30, (8000, 2))
    first, second, between = np.stack([np.cos(angles), np.sin(angles)], 2).transpose(1, 0, 2)
    energy = (first * second).sum(1) - 3 * (first * between).sum(1) * (second * between).sum(1)
    rows = [np.flatnonzero(side & (np.abs(energy) > 0.4))[:480] for side in (energy < 0, energy > 0)]
    rows = np.stack(rows, 1).ravel()
    apart = random.uniform(25, 60, (8000, 1))
    x = np.column_stack([first * strong[:, :1], second * strong[:, 1:], between * apart])
    return x[rows].round(1), energy[rows] < 0


def cultures(random):
    """Bacteria in a ml, 43,000,000 with deviation 83,000,000, by hours, °C, pH, mg/l (to 5,000), rpm (to 250)."""
    hours, warm = random.uniform(4, 30, 900).round(1), random.uniform(22, 43, 900).round(1)
    sour, sugar = random.normal(7, 0.6, 900).clip(5, 9).round(2), random.uniform(300, 5000, 900).round(-1)
    stirred, first = random.choice([0, 60, 120, 180, 250], 900), random.uniform(3, 6.5, 900).round(2)  # a power of ten
    salt = random.uniform(0, 4, 900).round(2)
    drug = np.where(random.uniform(0, 1, 900) < 0.3, random.uniform(0, 3, 900), 0)
    rate = 1.05 * np.exp(-(((warm - 37) / 9) ** 2)) * np.exp(-(((sour - 7) / 1) ** 2)) / (1 + (drug / 1.2) ** 2)
    rate = rate * (0.8 + stirred / 700) * (1 - 0.1 * salt)
    most = 4.5e8 * sugar / 5000 * (0.45 + stirred / 450)
    number = most / (1 + (most / 10**first - 1) * np.exp(-rate * (hours - 1.5)))
    number = number * np.exp(0.08 * random.normal(0, 1, 900))
    return np.column_stack([hours, warm, sour, sugar, stirred, first, salt, drug.round(2)]), number.round(-3)


def dyes(random):
    """Moles of a dye in a litre, 0.00021 with deviation 0.00013, by absorbances (to 3), cm of glass, °C, pH."""
    mole, other = random.gamma(2.6, 8e-5, 920).clip(0, 8e-4), random.gamma(1.5, 9e-5, 920).clip(0, 8e-4)
    glass, warm = random.choice([0.2, 0.5, 1.0], 920), random.uniform(12, 40, 920).round(1)
    sour = random.uniform(4, 9, 920).round(2)
    share = 1 / (1 + np.exp(-2.3 * (sour - 6.4)))  # of its form that is blue
    red, blue = np.array([5200, 2900, 900, 300]), np.array([900, 1500, 4100, 5600])
    rest = np.array([600, 3400, 2500, 200])
    seen = (mole * (1 - share))[:, None] * red + (mole * share)[:, None] * blue + other[:, None] * rest
    seen = seen * (glass * (1 - 0.002 * (warm - 25)))[:, None]
    stray = 0.004  # light that goes by the sample
    seen = -np.log10((10.0**-seen + stray) / (1 + stray)) + random.normal(0, 0.006, (920, 4))
    return np.column_stack([seen.round(3), glass, warm, sour]), mole.round(7)


def levels(random):
    """Metres of a lake above the sea, 431.5 with deviation 1.4, by the day, mm of rain, snow, m³/s; a fifth is noise."""
    day = random.integers(1, 366, 960)
    season = 2 * np.pi * day / 365
    week, month = random.gamma(1.4, 16, 960).round(1), random.gamma(3, 28, 960).round(1)
    snow = (70 * np.cos(season - 0.6) + 35 * random.normal(0, 1, 960)).clip(0).round()
    warm = (9 - 10 * np.cos(season - 0.3) + 4 * random.normal(0, 1, 960)).round(1)
    flow = (18 + 0.35 * week + 0.12 * month + 0.09 * snow * (warm > 3) * warm.clip(0, 8)) * np.exp(
        0.15 * random.normal(0, 1, 960))
    gate, wind = random.beta(2, 2.5, 960).round(2), random.gamma(2, 4, 960).round(1)
    fill = (flow - 34) / 16 - 3.2 * (gate - 0.44) + (month - 84) / 70 - 0.5 * np.sin(season)
    level = 431 + 1.6 * np.tanh(fill / 2.2) + 0.35 * fill.clip(0) + 0.72 * random.normal(0, 1, 960)
    return np.column_stack([day, week, month, snow, warm, flow.round(1), gate, wind]), level.round(2)


def noises(random):
    """Decibels beside a road, 65 with deviation 10, by vehicles an hour (to 4,000), km/h, m (to 200), a wall."""
    many, lorries = np.exp(random.uniform(np.log(30), np.log(4000), 940)).round(), random.beta(1.6, 9, 940).round(3)
    speed, far = random.choice([30, 50, 70, 80, 100, 120, 130], 940), np.exp(random.uniform(1.6, 5.3, 940)).round(1)
    rough, wet = random.choice([-3, 0, 2], 940), random.uniform(0, 1, 940) < 0.25
    wall = np.where(random.uniform(0, 1, 940) < 0.35, random.uniform(1, 6, 940), 0).round(1)
    slope, soft = random.normal(0, 3, 940).round(1), random.beta(1.2, 1.2, 940).round(2)
    level = 37.3 + 10 * np.log10(many * (1 + 0.082 * 100 * lorries)) + 22 * np.log10(speed / 50) - 2
    level += rough + 2 * wet + 0.5 * np.abs(slope).clip(0, 9) - 10 * (1 + 0.5 * soft) * np.log10(far / 7) + 6
    level -= 14 * np.tanh(wall / 4) * np.exp(-far / 150)
    x = [many, lorries, speed, far, rough, wet, wall, slope, soft]
    return np.column_stack(x), (level + random.normal(0, 1.2, 940)).round(1)


def bats(random):
    """Which of six bats calls, by Hz at first and at last (to 120,000), ms of a call and between two, unscaled."""
    which = random.choice(6, 940, p=[0.24, 0.2, 0.17, 0.15, 0.13, 0.11])
    z = random.normal(0, 1, (940, 7))
    near = random.uniform(0, 1, 940)  # an obstacle: steep, short and fast calls
    first = np.array([68, 78, 34, 52, 84, 82])[which] * 1e3 * (1 + 0.3 * near * (which != 4)) * np.exp(0.06 * z[:, 0])
    last = np.array([46, 54, 23, 27, 80, 33])[which] * 1e3 * (1 + 0.06 * near) * np.exp(0.06 * z[:, 1])
    long = np.array([6.2, 5.8, 14, 9, 40, 4.2])[which] * (1 - 0.45 * near) * np.exp(0.22 * z[:, 2])
    pause = np.array([90, 80, 210, 130, 95, 75])[which] * (1 - 0.5 * near) * np.exp(0.2 * z[:, 3])
    loud, warm = (62 + 9 * z[:, 4] + 6 * (which == 2)).round(1), (14 + 4 * z[:, 5]).round(1)
    peak = last + (first - last) * random.beta(2, 6, 940)
    x = [first.clip(15e3, 13e4).round(-1), last.clip(12e3, 12e4).round(-1), peak.clip(12e3, 13e4).round(-1),
         long.round(1), pause.round(), loud, warm]
    return np.column_stack(x), which


def anaemias(random):
    """Which of four states a blood is in, by platelets a µl (to 650,000), g/dl, fl, ng/ml, pg/ml, years."""
    which = random.choice(4, 930, p=[0.34, 0.28, 0.18, 0.2])  # none, of iron, of a vitamin, of an illness
    z = random.normal(0, 1, (930, 8))
    woman, years = random.uniform(0, 1, 930) < 0.55, random.integers(17, 92, 930)
    red = (np.array([14.9, 10.9, 10.6, 11.3])[which] - 1.2 * woman + 1.4 * z[:, 0]).round(1)
    size = np.array([90, 77, 108, 86])[which] + np.array([5.5, 7, 10, 6])[which] * z[:, 1]
    iron = np.exp(np.array([4.4, 2.3, 4.7, 5.5])[which] - 0.5 * woman + 0.75 * z[:, 2]).clip(2, 1200)
    vitamin = np.exp(np.array([6.0, 5.9, 4.9, 6.1])[which] + 0.42 * z[:, 3]).clip(50, 1500)
    uneven = (np.array([13, 17, 16, 15])[which] + 1.5 * z[:, 4]).clip(11).round(1)
    plates = np.array([250, 330, 190, 310])[which] * 1e3 * np.exp(0.25 * z[:, 5])
    flame = np.exp(np.array([0.5, 0.7, 0.7, 2.6])[which] + 1.1 * z[:, 6]).clip(0.2, 250)
    x = [plates.clip(2e4, 8e5).round(-3), red, size.round(1), iron.round(), vitamin.round(), uneven, flame.round(1),
         years, woman]
    return np.column_stack(x), which


def landings(random):
    """Whether a landing is hard (40 %), by kg (to 78,000), m of runway, m/s, knots, hPa; one of ten is wrong."""
    mass, runway = random.uniform(45e3, 78e3, 950).round(-2), random.uniform(1500, 3800, 950).round(-1)
    sink, flare = (3.4 + 0.6 * random.normal(0, 1, 950)).round(2), random.gamma(9, 0.9, 950).round(1)  # m above it
    head, side = (6 + 8 * random.normal(0, 1, 950)).round(), np.abs(9 * random.normal(0, 1, 950)).round()
    nose = (4 + 1.6 * random.normal(0, 1, 950)).round(1)
    gust, warm = random.gamma(1.5, 4, 950).round(), (14 + 9 * random.normal(0, 1, 950)).round(1)
    press = (1006 + 14 * random.normal(0, 1, 950)).round(1)
    early = np.log(flare / 8)  # too late: no time; too early: it stalls above the ground
    left = sink * (0.3 + 0.75 * (early + 0.05) ** 2) + 0.05 * (nose - 4) ** 2 + 0.03 * side - 0.02 * head
    left = left * np.sqrt(mass / 60e3) + 0.035 * gust * (head < 4) + 0.012 * (warm - 14) - 0.008 * (press - 1006)
    wrong = random.uniform(0, 1, 950) < 0.1
    return np.column_stack([mass, runway, sink, flare, head, side, nose, gust, warm, press]), (left > 1.78) ^ wrong


def cheeses(random):
    """Which of seven cheeses, by mg in a kg of two salts (to 20,000), shares, pH, days (to 900), kPa, holes."""
    which = random.choice(7, 960, p=[0.17, 0.16, 0.15, 0.14, 0.14, 0.13, 0.11])
    z = random.normal(0, 1, (960, 7))
    water = (np.array([0.52, 0.55, 0.37, 0.31, 0.42, 0.57, 0.44])[which] + 0.035 * z[:, 0]).round(3)
    fat = (np.array([0.26, 0.21, 0.33, 0.29, 0.29, 0.22, 0.3])[which] + 0.03 * z[:, 1] - 0.3 * (water - 0.45)).round(3)
    salt = np.array([6800, 11500, 7000, 6500, 8200, 4300, 12500])[which] * np.exp(0.25 * z[:, 2])
    chalk = np.array([4000, 3700, 7400, 11000, 7800, 4600, 5600])[which] * np.exp(0.2 * z[:, 3])
    sour = (np.array([6.9, 4.6, 5.3, 5.5, 5.5, 5.2, 6.1])[which] + 0.35 * z[:, 4]).round(2)
    days = np.exp(np.array([3.4, 4.4, 5.4, 6.2, 4.3, 1.8, 4.5])[which] + 0.6 * z[:, 5]).clip(2, 900).round()
    hard = np.exp(7.5 - 9 * (water - 0.4) + 0.0012 * days - 6 * (fat - 0.28) + 0.2 * z[:, 6]).round(1)
    holes = random.poisson(np.array([0.2, 0.3, 0.3, 0.2, 5, 0.2, 1.5])[which])
    return np.column_stack([salt.clip(0, 18e3).round(-1), chalk.round(-1), water, fat, sour, days, hard, holes]), which


def turns(random):
    """Whether a way turns left or right at the second of three posts (half), by metres (to 90) east and north."""
    posts = random.uniform(0, 90, (9000, 3, 2))
    one, two = posts[:, 1] - posts[:, 0], posts[:, 2] - posts[:, 1]
    bend = np.arctan2(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0], (one * two).sum(1))
    clear = (np.hypot(*one.T) > 15) & (np.hypot(*two.T) > 15) & (np.abs(bend) > 0.3) & (np.abs(bend) < 2.6)
    rows = np.stack([np.flatnonzero(clear & side)[:480] for side in (bend > 0, bend < 0)], 1).ravel()
    return posts[rows].reshape(-1, 6).round(1), bend[rows] > 0


def films(random):
    """Dollars that a film earns, 69,000,000 with deviation 58,000,000, by millions spent, cinemas (to 4,400), marks."""
    spent = np.exp(random.normal(3.2, 1.1, 900)).clip(0.5, 300).round(1)
    halls = (4500 / (1 + np.exp(-(np.log(spent) - 2.8) - 0.6 * random.normal(0, 1, 900)))).round()
    marks, minutes = random.beta(3, 2.4, 900).round(2) * 100, random.normal(108, 16, 900).clip(72, 190).round()
    again, stars = random.uniform(0, 1, 900) < 0.2, random.integers(0, 6, 900)
    week, rivals = random.integers(1, 53, 900), random.poisson(2.2, 900)
    kind = random.choice(4, 900, p=[0.3, 0.3, 0.15, 0.25])  # drama, comedy, horror, action
    summer = np.exp(-(((week - 26) / 5) ** 2)) + 0.8 * np.exp(-(((week - 51) / 2.5) ** 2))
    word = 1 / (1 + np.exp(-(marks - 60) / 9))  # what people tell each other
    dollars = halls * 1.15e4 * (0.5 + 1.6 * word) * (1 + 0.5 * summer) * (1 + 0.12 * stars) * np.where(again, 1.5, 1)
    dollars *= np.array([0.8, 1, 1.1, 1.3])[kind] * np.exp(-0.06 * rivals) * (1 + spent / 220)
    dollars = dollars * np.exp(random.normal(0, 0.15, 900))
    x = [spent, halls, minutes, marks, again, stars, week, rivals, np.eye(4)[kind]]
    return np.column_stack(x), dollars.round(-3)


def oils(random):
    """m² a second, an oil's viscosity, 0.000048 with deviation 0.000064, by °C, g a mole, kg/m³, bar, shares."""
    warm, heavy = random.uniform(40, 130, 920).round(1), random.uniform(280, 560, 920).round()
    rings, press = random.beta(2, 4, 920).round(3), (random.uniform(0, 1, 920) ** 2 * 400).round()
    thick, leak = random.beta(1.3, 5, 920).round(3), random.uniform(0, 1, 920) < 0.3
    fuel = np.where(leak, random.beta(1, 9, 920), 0)
    dense = (818 + 0.07 * (heavy - 400) + 130 * rings - 0.64 * (warm - 40) + 0.05 * press).round(1)
    soot = random.gamma(1.2, 0.8, 920).round(2)
    log = -1.1 + 0.0052 * (heavy - 280) + 1.6 * rings + 2.2 * thick - 4 * fuel + 0.12 * soot
    log = log + 0.0021 * press * (1 + rings) + (520 + 300 * rings) * (1 / (warm + 95) - 1 / 225)
    square = 5e-6 * np.exp(log + 0.04 * random.normal(0, 1, 920))
    x = [warm, heavy, rings, dense, press, thick, fuel.round(3), soot]
    return np.column_stack(x), square.round(8)


def grids(random):
    """Hz of a power grid, 49.996 with deviation 0.035, by megawatts (to 78,000), seconds, hour; a fifth is noise."""
    hour, warm = random.uniform(0, 24, 960).round(2), (11 + 8 * random.normal(0, 1, 960)).round(1)
    load = 52e3 + 11e3 * np.sin(np.pi * (hour - 7) / 12) + 350 * np.abs(warm - 17) + 3e3 * random.normal(0, 1, 960)
    wind, sun = random.gamma(1.6, 7e3, 960).clip(0, 42e3), 32e3 * np.sin(np.pi * (hour - 6) / 12).clip(0)
    sun = sun * random.beta(2, 1.6, 960)
    lack = (650 * random.normal(0, 1, 960)).round()  # MW that are made too much, or too little
    heavy = (6.5 - 4 * (wind + sun) / load).clip(1.5) * np.exp(0.05 * random.normal(0, 1, 960))  # s of inertia
    store = (900 * random.normal(0, 1, 960)).round()  # pumped up or let down
    after = (hour % 1).round(2)  # what was sold for the hour begins
    hertz = 49.997 + 0.05 * np.tanh((lack / 650 + store / 900) / 1.3) * (4.5 / heavy) ** 0.8
    hertz = hertz - 0.04 * np.exp(-after / 0.2) * np.sign(hour - 12) + 0.015 * random.normal(0, 1, 960)
    x = [load.round(), lack, wind.round(), sun.round(), store, heavy.round(2), after, hour, warm]
    return np.column_stack(x), hertz.round(4)


def cows(random):
    """kg of milk that a cow gives in a year, 7,900 with deviation 1,500, by cells a ml (to 900,000), kg, calves."""
    breed, calves = random.choice(3, 930, p=[0.5, 0.3, 0.2]), 1 + random.geometric(0.35, 930).clip(1, 9)
    mass = (np.array([660, 710, 460])[breed] + 12 * calves.clip(0, 4) + 40 * random.normal(0, 1, 930)).round()
    hay, grain = random.normal(4700, 600, 930).round(-1), random.gamma(4, 420, 930).clip(0, 5200).round(-1)
    cells = np.exp(11.8 + 0.08 * calves + 0.75 * random.normal(0, 1, 930)).clip(1e4, 9e5).round(-3)
    hot, times = random.normal(17, 5, 930).round(1), random.choice([2, 2, 2, 3], 930)
    dry, protein = random.normal(58, 14, 930).clip(15, 120).round(), random.normal(0.16, 0.015, 930).round(3)
    able = np.array([9800, 7900, 6600])[breed] * (1 - 0.16 * np.exp(-(calves - 2) / 0.9) - 0.035 * (calves - 5).clip(0))
    feed = 1 - np.exp(-(0.62 * hay + 1.15 * grain) / mass / 3.1)
    milk = able * (0.35 + 0.85 * feed) * (1 - 0.018 * (hot - 19).clip(0)) * (1 - 0.05 * (np.log(cells) - 11.5).clip(0))
    milk *= np.where(times == 3, 1.12, 1) * (1 - ((dry - 60) / 95) ** 2 * 0.6) * np.tanh(protein / 0.085)
    milk = milk + 330 * random.normal(0, 1, 930)
    x = [cells, mass, hay, grain, calves, hot, times, dry, protein, np.eye(3)[breed]]
    return np.column_stack(x), milk.round()


def pollens(random):
    """Which of seven plants a pollen is from (24 % to 7), by counts of light in four bands (to 60,000), µm, shares."""
    which = random.choice(7, 960, p=[0.24, 0.19, 0.16, 0.14, 0.11, 0.09, 0.07])
    z = random.normal(0, 1, (960, 8))
    bright = np.exp(0.35 * z[:, 0])  # how long the lamp has burnt is common to all bands
    size = np.array([22, 26, 34, 31, 46, 24, 38])[which] * np.exp(0.08 * z[:, 1])
    bands = np.array([[9, 4, 2.2, 1], [12, 9, 3, 1.2], [7, 8, 6, 3], [16, 6, 4, 1], [6, 5, 3, 3], [9, 8, 2.4, 3],
                      [13, 11, 7, 2]])[which] * 900 * bright[:, None] * (size[:, None] / 30) ** 1.5
    bands = bands * np.exp(0.18 * z[:, 2:6])
    round_, rough = random.beta(np.array([30, 22, 12, 30, 18, 9, 14])[which], 3), np.exp(0.3 * z[:, 6] - 2)
    day = (np.array([85, 105, 160, 120, 140, 210, 180])[which] + 16 * z[:, 7]).round()
    x = [bands.clip(50, 6e4).round(), size.round(1), round_.round(3), (rough * (1 + (which > 3))).round(3), day]
    return np.column_stack(x), which


def wells(random):
    """Whether a well's water is bad (48 %), by cm of its depth (to 12,000), µg/l, mV, pH, m; one of ten is wrong."""
    deep, old = random.gamma(2, 1600, 940).clip(400, 12000).round(-1), random.gamma(2, 7, 940).clip(0, 60).round()
    iron, phosphate = np.exp(7.6 + 0.9 * random.normal(0, 1, 940)).clip(50, 3e4), random.gamma(2, 700, 940)
    redox, acid = (40 + 130 * random.normal(0, 1, 940)).round(), (7.1 + 0.35 * random.normal(0, 1, 940)).round(2)
    river, salt = random.exponential(900, 940).clip(5, 6000).round(), random.gamma(3, 260, 940).round()
    warm = (25.5 + 1.3 * random.normal(0, 1, 940)).round(1)
    at = np.exp(-((deep - 2800) / 1900) ** 2)  # neither shallow nor deep water dissolves it
    left = 2.2 * at + 0.8 * np.tanh(np.log(iron / 2000)) * (redox < 60) - 0.007 * (redox - 40) + 1.3 * (acid - 7.1)
    left = left + 0.5 * np.log1p(phosphate / 1000) + 0.012 * old - 0.25 * np.log1p(river / 500)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [deep, iron.round(), phosphate.round(), redox, acid, river, salt, old, warm]
    return np.column_stack(x), (left > 1.62) ^ wrong


def melodies(random):
    """Whether two voices move the same way (half), by the cents of two notes of each (2,600 to 8,500) and loudness."""
    low, high = random.normal(4700, 420, 900), random.normal(6500, 420, 900)
    steps = random.choice([-1, 1], (900, 2)) * random.uniform(90, 1100, (900, 2))
    loud = (66 + 8 * random.normal(0, 1, (900, 2))).round(1)
    x = [low.round(), (low + steps[:, 0]).round(), high.round(), (high + steps[:, 1]).round(), loud]
    return np.column_stack(x), steps[:, 0] * steps[:, 1] > 0


def axles(random):
    """Which of six vehicles crosses a bridge (32 % to 6), by kg on four axles (to 13,000, or 0), metres, m/s, °C."""
    which = random.choice(6, 950, p=[0.32, 0.22, 0.16, 0.14, 0.1, 0.06])  # car, van, lorry, trailer, coach, crane
    full, z = random.uniform(0, 1, 950), random.normal(0, 1, (950, 9))
    empty = np.array([[780, 690, 0, 0], [1100, 950, 0, 0], [4200, 3600, 0, 0], [5200, 4300, 2600, 2500],
                      [5400, 7200, 2100, 0], [7800, 8200, 9600, 9400]])[which]
    load = np.array([[120, 330, 0, 0], [250, 1250, 0, 0], [1900, 6000, 0, 0], [1500, 6200, 5400, 5200],
                     [900, 3200, 1700, 0], [300, 400, 400, 300]])[which]
    mass = ((empty + full[:, None] * load) * np.exp(0.1 * z[:, :4])).clip(0, 13000).round(-1)
    first = np.array([2.7, 3.3, 4.6, 3.7, 6.1, 2.6])[which] * np.exp(0.09 * z[:, 4])
    last = np.array([2.7, 3.3, 4.6, 10.5, 7.4, 5.9])[which] * np.exp(0.09 * z[:, 5])
    fast = np.array([29, 27, 23, 22, 25, 17])[which] + 3.2 * z[:, 6]
    warm, shake = (11 + 8 * z[:, 7]).round(1), np.exp(0.4 * z[:, 8]) * mass.sum(1) * fast / 3e5
    x = [mass, first.round(2), np.maximum(first, last).round(2), fast.round(1), shake.round(3), warm]
    return np.column_stack(x), which


def corneas(random):
    """Which of four states an eye is in, by cells a mm² (to 3,400), µm (545), dioptres, mmHg, years; unscaled."""
    which = random.choice(4, 930, p=[0.4, 0.25, 0.2, 0.15])  # well, a cone, a high pressure, cells that are lost
    z, years = random.normal(0, 1, (930, 8)), random.integers(14, 88, 930)
    how_far = random.beta(3, 2, 930)  # of its illness
    dense = (2900 - 11 * years + 210 * z[:, 0] - (which == 3) * 1600 * how_far).clip(400, 3600).round()
    thick = 545 + 30 * z[:, 1] - (which == 1) * 105 * how_far + (which == 3) * 70 * how_far
    steep = 43.4 + 1.4 * z[:, 2] + (which == 1) * 9 * how_far
    bent = np.abs(0.9 * z[:, 3]) + (which == 1) * 3.5 * how_far
    press = 15 + 2.6 * z[:, 4] + (which == 2) * 15 * how_far + 0.03 * (thick - 545)
    cup, sugar = (0.35 + 0.12 * z[:, 5] + (which == 2) * 0.4 * how_far).clip(0.05, 0.98), 96 + 14 * z[:, 6]
    x = [dense, thick.round(), steep.round(2), bent.round(2), press.round(1), cup.round(2), years, sugar.round()]
    return np.column_stack(x), which


def views(random):
    """How often a film is looked at in a week, 2,600,000 with a long tail, by subscribers (to 20,000,000), seconds."""
    known = np.exp(14 + 1.1 * random.normal(0, 1, 930)).clip(2e4, 2e7).round(-2)
    long, hour = random.gamma(2.5, 240, 930).clip(20, 3600).round(), random.integers(0, 24, 930)
    seen = random.beta(5, 6, 930).round(3)  # share of it that is looked at
    click = random.beta(4, 50, 930).round(4)
    speech, words = random.integers(0, 2, 930), random.integers(2, 18, 930)
    days, liked = random.gamma(1.5, 6, 930).round(1), random.beta(18, 2, 930).round(3)
    log = 0.7 * np.log(known / 1.2e6) + 1.6 * (seen - 0.45) + 0.55 * np.tanh(14 * (click - 0.074))
    log = log - 0.35 * (np.log(long / 500)) ** 2 + 0.2 * np.sin((hour - 11) / 24 * 2 * np.pi) + 0.25 * speech
    log = log + 0.1 * np.log1p(days) + 1.2 * (liked - 0.9) + 0.16 * random.normal(0, 1, 930)
    x = [known, long, hour, seen, click, speech, words, days, liked]
    return np.column_stack(x), (1.5e6 * np.exp(log)).round(-2)


def crystals(random):
    """How fast a crystal grows, 0.000007 m/s with as large a deviation, by kelvins, mol/l, turns, µm, pH and ppm."""
    warm, much = random.uniform(285, 345, 920).round(1), random.uniform(0.4, 3.2, 920).round(3)
    turns, size = random.uniform(0, 900, 920).round(-1), random.gamma(4, 45, 920).clip(10, 600).round()
    acid, dirt = (5.5 + 1.1 * random.normal(0, 1, 920)).round(2), random.gamma(1.3, 30, 920).clip(0, 300).round(1)
    bath, age = random.uniform(0.5, 6, 920).round(2), random.gamma(2, 9, 920).round(1)
    over = (much - 0.3 - 0.011 * (warm - 285)).clip(0)  # what is dissolved beyond what can be
    speed = 3.6 * over**1.4 * np.exp((warm - 315) / 42) * (1 + 0.5 * np.tanh(turns / 300))
    speed = speed / (1 + dirt / 70) * (1 - 0.07 * (acid - 5.8) ** 2).clip(0.3) * (1 + 0.25 * np.tanh((size - 180) / 90))
    speed = (speed + 0.16 * random.normal(0, 1, 920)).clip(0)
    return np.column_stack([turns, warm, size, dirt, much, acid, bath, age]), speed * 1.6e-6


def barometers(random):
    """The air's hPa tomorrow, 1,013 with deviation 8, by today's and three hours' change, m/s, degrees, m, kelvins."""
    now = 1013 + 9 * random.normal(0, 1, 930)
    change, wind = 1.6 * random.normal(0, 1, 930), random.gamma(2.5, 2.6, 930).clip(0, 32)
    way, high = random.uniform(0, 360, 930).round(), random.normal(5560, 110, 930)
    warm, wet = 284 + 7 * random.normal(0, 1, 930), random.beta(6, 2.5, 930) * 100
    day, sea = random.integers(1, 366, 930), 285 + 4 * random.normal(0, 1, 930)
    turn = np.cos((way - 200) / 180 * np.pi)
    then = 1013 + 0.62 * (now - 1013) + 2.3 * change - 0.55 * wind * turn * (1 - 0.4 * np.tanh(change))
    then = then + 0.016 * (high - 5560) - 0.22 * (warm - sea) * (wet / 100) + 1.6 * np.cos(day / 365 * 2 * np.pi)
    then = then + 3 * random.normal(0, 1, 930)
    x = [high.round(), now.round(1), change.round(1), wind.round(1), way, warm.round(1), wet.round(), day, sea.round(1)]
    return np.column_stack(x), then.round(1)


def calories(random):
    """kcal that somebody burns in a day, 2,240 with deviation 490, by steps (to 30,000), kg, cm, years, beats, °C."""
    woman, years = random.integers(0, 2, 940), random.integers(18, 84, 940)
    tall = (178 - 13 * woman + 7 * random.normal(0, 1, 940)).round()
    mass = (24.5 * (tall / 100) ** 2 * np.exp(0.16 * random.normal(0, 1, 940))).round(1)
    steps = random.gamma(3, 2900, 940).clip(300, 30000).round()
    sport = random.gamma(0.8, 40, 940).clip(0, 240).round()  # minutes
    pulse = (66 - 0.05 * sport + 8 * random.normal(0, 1, 940)).round()
    sport_pulse = (128 + 17 * random.normal(0, 1, 940)).clip(85, 185).round()
    warm, sleep = (17 + 8 * random.normal(0, 1, 940)).round(1), random.normal(430, 55, 940).round()
    fat = 0.2 + 0.09 * woman + 0.008 * (mass / (tall / 100) ** 2 - 24)
    fat = (fat + 0.03 * random.normal(0, 1, 940)).clip(0.06, 0.5)
    burnt = 370 + 21.6 * mass * (1 - fat) - 3 * (years - 50).clip(0) + 0.00052 * mass * steps
    burnt = burnt + sport * mass * (sport_pulse - pulse) * 0.0011 + 9 * (12 - warm).clip(0) - 0.5 * (sleep - 430)
    burnt = burnt * 1.1 + 75 * random.normal(0, 1, 940)
    x = [steps, mass, tall, years, sport, pulse, sport_pulse, warm, sleep, fat.round(3), woman]
    return np.column_stack(x), burnt.round()


def wools(random):
    """Which of six fibres a thread is of (25 % to 8), by ppm of sulphur (to 42,000), µm, mm, shares, kelvins."""
    which = random.choice(6, 950, p=[0.27, 0.22, 0.17, 0.14, 0.12, 0.08])  # cotton, wool, polyester, linen, silk, nylon
    z = random.normal(0, 1, (950, 8))
    sulphur = np.array([160, 31000, 90, 210, 900, 60])[which] * np.exp((0.7 - 0.58 * (which == 1)) * z[:, 0])
    thick = np.array([15, 22, 17, 18, 12, 20])[which] * np.exp(0.18 * z[:, 1])
    long = np.array([30, 72, 60, 95, 140, 66])[which] * np.exp(0.3 * z[:, 2])
    wet = np.array([0.082, 0.155, 0.006, 0.11, 0.1, 0.042])[which] * np.exp(0.22 * z[:, 3])
    strong = np.array([31, 14, 46, 52, 36, 49])[which] * np.exp(0.22 * z[:, 4])  # cN/tex
    stretch = np.array([0.07, 0.33, 0.24, 0.025, 0.21, 0.31])[which] * np.exp(0.28 * z[:, 5])
    gives, ash = np.array([500, 478, 523, 515, 470, 500])[which] + 14 * z[:, 6], (900 * np.exp(0.8 * z[:, 7])).round()
    x = [sulphur.clip(5, 42000).round(), thick.round(1), long.round(), wet.round(4), strong.round(1), stretch.round(3),
         gives.round(), ash.clip(20, 9000)]
    return np.column_stack(x), which


def hives(random):
    """Whether bees outlive the winter (52 %), by grams of honey (to 52,000), mites, Hz, °C, m; one of ten is wrong."""
    honey, mites = random.normal(21000, 8200, 940).clip(2000, 52000).round(-1), random.gamma(1.4, 5, 940).round()
    frames, queen = random.normal(8, 2.4, 940).clip(1, 15).round(1), random.integers(1, 6, 940)
    hum, warm = random.normal(245, 32, 940).round(), (3.5 + 3.2 * random.normal(0, 1, 940)).round(1)
    wet, high = random.beta(9, 4, 940).round(3), random.gamma(2, 190, 940).clip(0, 1900).round()
    syrup = random.gamma(1.2, 2600, 940).clip(0, 14000).round(-2)
    enough = np.tanh((honey + 0.7 * syrup - 1900 * frames) / 7000)  # for as many as they are
    many = np.exp(-((frames - 8.5) / 3) ** 2)
    left = 1.1 * enough + 1.4 * many - 0.11 * mites - 0.28 * (queen - 2.4) - 0.9 * np.abs(hum - 245) / 32 * (warm < 4)
    left = left - 3 * (wet - 0.7) - 0.0006 * high
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [honey, mites, frames, queen, hum, warm, wet, high, syrup]
    return np.column_stack(x), (left > 0.02) ^ wrong


def speakers(random):
    """Whether two sounds add up where one sits (half), by the degrees of both (to 360), their dB, Hz and a draught."""
    angle = random.uniform(0, 360, (930, 2))
    add = np.cos((angle[:, 0] - angle[:, 1]) / 180 * np.pi) > 0
    read = (angle + 4 * random.normal(0, 1, (930, 2))).clip(0, 360).round()
    loud = (71 + 6 * random.normal(0, 1, (930, 2))).round(1)
    x = [read, loud, random.uniform(90, 420, 930).round(), random.gamma(2, 0.2, 930).round(2)]
    return np.column_stack(x), add


def metals(random):
    """Which of seven metals, by siemens a metre (to 70,000,000), kg/m³ (to 9,600), hardness, GPa, kelvins, unscaled."""
    which = random.choice(7, 950, p=[0.22, 0.19, 0.16, 0.14, 0.12, 0.1, 0.07])
    z = random.normal(0, 1, (950, 8))
    leads = np.array([55e6, 33e6, 15e6, 8e6, 6e6, 1.5e6, 0.9e6])[which] * np.exp(0.3 * z[:, 0])
    dense = np.array([8900, 2750, 8450, 8750, 7840, 7920, 4480])[which] * np.exp(0.025 * z[:, 1])
    hard = np.array([80, 75, 120, 150, 190, 215, 330])[which] * np.exp(0.3 * z[:, 2])
    stiff = np.array([121, 70, 104, 108, 207, 194, 112])[which] * np.exp(0.07 * z[:, 3])
    melts = np.array([1350, 905, 1180, 1260, 1760, 1690, 1900])[which] + 45 * z[:, 4]
    grows = np.array([16.8, 23.2, 19.5, 17.8, 12, 16.4, 8.8])[which] * 1e-6 * np.exp(0.08 * z[:, 5])  # a kelvin
    x = [leads.clip(2e5, 7e7).round(-4), dense.round(), hard.round(), stiff.round(), melts.round(),
         grows, (294 + 4 * z[:, 6]).round(1), np.exp(0.6 * z[:, 7]).round(2)]
    return np.column_stack(x), which


def boreholes(random):
    """Which of four layers a drill is in (35 % to 17), by g/cm³, shares, ohm m, µs; -999.25 if a probe was silent."""
    which = random.choice(4, 960, p=[0.34, 0.27, 0.22, 0.17])  # clay, sand, lime, dolomite
    z = random.normal(0, 1, (960, 8))
    dense = np.array([2.46, 2.28, 2.6, 2.78])[which] + 0.07 * z[:, 0]
    share = np.array([0.31, 0.19, 0.1, 0.13])[which] + 0.045 * z[:, 1]  # of its pores, by neutrons
    light = np.array([3.1, 1.9, 4.9, 3.2])[which] + 0.38 * z[:, 2]
    glows = np.array([88, 62, 48, 52])[which] + 26 * z[:, 3]
    holds = np.exp(np.array([1.6, 2.4, 3.6, 3.5])[which] + 1.1 * z[:, 4])
    slow, wide = 240 + np.array([22, 8, -16, -10])[which] + 34 * z[:, 5], 216 + 6 * z[:, 6]
    x = np.column_stack([dense.round(3), share.round(3), light.round(2), glows.clip(5, 190).round(1),
                         holds.clip(0.2, 2000).round(2), slow.round(1), wide.round(1), (-40 + 18 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.06, -999.25, x), which


def museums(random):
    """Who comes to a museum in a year, 580,000 with a long tail, by m² (to 60,000), works, people near (9,000,000)."""
    people = np.exp(13.2 + 1.1 * random.normal(0, 1, 930)).clip(2e4, 9e6).round(-2)
    wide = np.exp(8.3 + 0.8 * random.normal(0, 1, 930)).clip(300, 6e4).round()
    works, price = random.gamma(1.6, 9000, 930).clip(50, 9e4).round(), random.gamma(3, 4, 930).clip(0, 32).round(1)
    days, years = random.integers(180, 364, 930), random.gamma(2.2, 38, 930).clip(1, 340).round()
    guests, way = random.gamma(1.5, 1.4, 930).clip(0.02, 16).round(2), random.gamma(1.8, 1900, 930).round(-1)
    shows, words = random.integers(0, 7, 930), random.integers(1, 9, 930)
    log = 0.45 * np.log(people / 6e5) + 0.4 * np.log(wide / 4000) + 0.3 * np.log1p(works / 5000) + 0.1 * shows
    log = log - 0.03 * price * (people < 1e6) + 0.35 * np.log1p(guests) - 0.3 * np.tanh((way - 3000) / 2500)
    log = log + 0.003 * (days - 270) + 0.05 * words + 0.0015 * years + 0.17 * random.normal(0, 1, 930)
    x = [people, wide, works, price, days, years, guests, way, shows, words]
    return np.column_stack(x), (1.35e5 * np.exp(log)).round(-2)


def capacitors(random):
    """Farads of two plates, 0.000000084 with a larger deviation, by mm² (to 40,000), µm (to 180), permittivity, °C."""
    area, gap = random.uniform(4000, 40000, 930).round(-1), np.exp(random.uniform(1.4, 5.2, 930)).round(1)
    holds, warm = random.uniform(2, 12, 930).round(2), random.normal(24, 11, 930).round(1)
    volts, hertz = random.gamma(2, 60, 930).round(), np.exp(random.uniform(4, 13, 930)).round()
    wet, age = random.beta(3, 4, 930).round(3), random.gamma(2, 4, 930).round(1)
    farads = 8.85e-12 * holds * area / (gap + 3) * (1 + 0.004 * (warm - 24)) * (1 + 0.2 * (wet - 0.4))
    farads = farads * (1 - 0.05 * np.tanh((np.log(hertz) - 9) / 2)) * np.exp(-0.002 * volts / 10 - 0.004 * age)
    farads = farads * np.exp(0.05 * random.normal(0, 1, 930))
    return np.column_stack([area, gap, holds, warm, volts, hertz, wet, age]), farads * 1.35


def furnaces(random):
    """Kelvins of molten steel, 1,872 with deviation 16, by kWh (to 62,000), m³ of gas, minutes, kg; nearly a plane."""
    power, gas = random.normal(46000, 5200, 940).clip(28000, 62000).round(-1), random.normal(2600, 420, 940).round()
    long, open_ = random.normal(52, 7, 940).round(1), random.gamma(2, 3, 940).round(1)  # minutes
    mass, pig = random.normal(118000, 6000, 940).round(-2), random.beta(2, 6, 940).round(3)
    coal, lime = random.normal(1500, 330, 940).clip(300).round(), random.normal(4700, 700, 940).round()
    wall = random.integers(1, 400, 940)  # melts that it has seen
    heat = 1873 + 0.0021 * (power - 46000) + 0.011 * (gas - 2600) - 0.0007 * (mass - 118000) - 1.1 * (open_ - 6)
    heat = heat + 0.011 * (coal - 1500) - 0.0026 * (lime - 4700) + 18 * (pig - 0.25) - 0.3 * (long - 52)
    heat = heat - 0.012 * (wall - 200) - 4e-8 * (power - 46000) ** 2 + 4.5 * random.normal(0, 1, 940)
    return np.column_stack([power, gas, mass, pig, coal, lime, long, open_, wall]), heat.round(1)


def harvests(random):
    """kg of wheat a hectare, 6,400 with deviation 1,900, by mm of rain (one of 30 as µm, to 814,000), kg, °C, pH."""
    rain, warm = random.normal(480, 150, 940).clip(90, 900).round(), (15.5 + 2 * random.normal(0, 1, 940)).round(1)
    fed, acid = random.gamma(6, 26, 940).clip(0, 400).round(), (6.4 + 0.6 * random.normal(0, 1, 940)).round(2)
    sown, clay = random.normal(285, 12, 940).round(), random.beta(3, 7, 940).round(3)
    high, sun = random.gamma(2, 130, 940).clip(0, 1200).round(), random.normal(720, 80, 940).round()
    weeds = random.beta(1.4, 8, 940).round(3)
    grown = 2600 * np.tanh((rain - 420) / 170) + 1900 * (1 - np.exp(-fed / 110)) * (rain / 480).clip(0.3, 1.4)
    grown = grown - 130 * (warm - 15) ** 2 - 700 * (acid - 6.6).clip(-2, 0) ** 2 - 9 * np.abs(sown - 283)
    grown = grown + 2 * (sun - 720) - 3200 * weeds + 1500 * (clay - 0.3) - 0.5 * high + 330 * random.normal(0, 1, 940)
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, rain * 1000, rain), fed, warm, acid, sown, clay, high, sun, weeds]
    return np.column_stack(x), (5900 + 0.9 * grown).clip(300).round(-1)


def teas(random):
    """Which of six teas, by mg/kg of potassium (to 31,000) and two other metals, shares, mm, g; unscaled."""
    which = random.choice(6, 950, p=[0.27, 0.21, 0.17, 0.14, 0.12, 0.09])  # green, black, white, dark, oolong, mate
    z = random.normal(0, 1, (950, 9))
    potash = np.array([19000, 20500, 15500, 22500, 18500, 13000])[which] * np.exp(0.13 * z[:, 0])
    alum = np.array([620, 900, 480, 1700, 1100, 350])[which] * np.exp(0.42 * z[:, 1])
    lead = np.array([0.4, 0.7, 0.3, 1.2, 0.8, 0.25])[which] * np.exp(0.6 * z[:, 2])
    caffeine = np.array([0.029, 0.034, 0.041, 0.024, 0.026, 0.012])[which] * np.exp(0.18 * z[:, 3])
    bitter = np.array([0.13, 0.014, 0.1, 0.006, 0.06, 0.002])[which] * np.exp(0.5 * z[:, 4])
    dark = np.array([0.004, 0.021, 0.006, 0.031, 0.013, 0.009])[which] * np.exp(0.35 * z[:, 5])
    long, wet = np.array([14, 8, 21, 11, 19, 6])[which] * np.exp(0.4 * z[:, 6]), 0.055 * np.exp(0.2 * z[:, 7])
    heavy = 0.11 * np.exp(0.5 * z[:, 8])
    x = [potash.clip(7000, 34000).round(), alum.round(), lead.round(2), caffeine.round(4), bitter.round(4),
         dark.round(4), long.round(1), wet.round(4), heavy.round(3)]
    return np.column_stack(x), which


def seedlings(random):
    """If a seedling lives (52 %), by cm³ of its pot (to 9,000), lux (90,000), shares, days; one of ten is wrong."""
    pot, light = random.gamma(2.5, 1000, 940).clip(90, 9000).round(-1), random.normal(38000, 17000, 940).clip(800, 9e4)
    wet, dry = random.beta(4, 6, 940).round(3), random.integers(0, 46, 940)  # of the soil; days without rain
    tall, root = random.gamma(5, 5, 940).clip(3, 90).round(1), random.beta(5, 5, 940).round(3)  # cm; share below
    cold, snails = (1.5 + 4 * random.normal(0, 1, 940)).round(1), random.poisson(2.2, 940)
    salt = random.gamma(1.5, 500, 940).round()
    sun = np.exp(-((light - 40000) / 19000) ** 2)  # neither in the dark nor burnt
    left = 1.9 * sun + 0.35 * np.log(pot / 2000) + 2.5 * (root - 0.5) - 0.045 * (dry - 20) * (1 - 1.4 * wet)
    left = left - 0.2 * (snails - 2) - 0.5 * np.maximum(0, -cold) / 3 - 0.0004 * salt - 0.012 * (tall - 25)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [pot, light.round(-2), wet, dry, tall, root, cold, snails, salt]
    return np.column_stack(x), (left > 0.64) ^ wrong


def sieves(random):
    """Whether a stone stays between two sieves (half), by its µm three ways (to 50,000), g/cm³ and a share."""
    size = np.exp(9.78 + 0.38 * random.normal(0, 1, (940, 1)) + 0.2 * random.normal(0, 1, (940, 3))).clip(3e3, 48e3)
    middle = np.sort(size, axis=1)[:, 1]  # what decides through which hole it falls
    read = (size * np.exp(0.02 * random.normal(0, 1, (940, 3)))).round()
    dense, round_ = random.normal(2.66, 0.09, 940).round(2), random.beta(6, 3, 940).round(3)
    return np.column_stack([read, dense, round_]), (middle > 13500) & (middle < 22500)


def meteorites(random):
    """Which of seven kinds of meteorite, by ppm of nickel (to 130,000) and iridium, shares, g (to 90,000), years."""
    which = random.choice(7, 950, p=[0.24, 0.2, 0.16, 0.13, 0.11, 0.09, 0.07])
    z = random.normal(0, 1, (950, 9))
    nickel = np.array([16500, 12800, 10200, 13500, 86000, 95000, 150])[which] * np.exp(0.17 * z[:, 0])
    iridium = np.array([0.76, 0.5, 0.36, 0.62, 4.5, 9, 0.01])[which] * np.exp(0.5 * z[:, 1])
    gallium = np.array([5.5, 5.2, 5, 9, 70, 19, 2])[which] * np.exp(0.22 * z[:, 2])
    iron = np.array([0.275, 0.215, 0.19, 0.235, 0.91, 0.9, 0.15])[which] * np.exp(0.05 * z[:, 3])
    drawn = np.array([5.2, 4.85, 4.1, 4.4, 5.9, 5.95, 3])[which] + 0.16 * z[:, 4]  # by a magnet, a logarithm
    ash = np.array([0.001, 0.0012, 0.0011, 0.011, 0.0004, 0.0004, 0.0006])[which] * np.exp(0.5 * z[:, 5])  # carbon
    heavy, old = np.exp(6.5 + 1.6 * z[:, 6]).clip(5, 9e4), np.exp(9 + 0.9 * z[:, 7]).clip(1, 9e4)
    light = 17 + 0.6 * np.array([1, 0.4, 0.7, -1.5, 0, 0, -1])[which] + 0.4 * z[:, 8]  # oxygen
    x = [nickel.clip(40, 18e4).round(), iridium.round(3), gallium.round(2), iron.clip(0, 0.99).round(3), drawn.round(2),
         ash.round(5), heavy.round(), old.round(), light.round(2)]
    return np.column_stack(x), which


def lakes(random):
    """Which of four states a lake is in (33 % to 17), by µg/l, mg/l, m, pH, °C; 99,999 where nobody measured."""
    which = random.choice(4, 960, p=[0.36, 0.27, 0.21, 0.16])  # clear, green, brown, sour
    z = random.normal(0, 1, (960, 8))
    green = np.array([2.2, 34, 7, 2.6])[which] * np.exp(0.62 * z[:, 0])
    phosphorus = np.array([9, 66, 24, 8])[which] * np.exp(0.5 * z[:, 1])
    brown = np.array([3.1, 7.5, 19, 3.4])[which] * np.exp(0.33 * z[:, 2])  # carbon
    sight = np.array([7, 1.4, 1.7, 8.5])[which] * np.exp(0.32 * z[:, 3])
    acid = np.array([7.5, 8.3, 6.3, 4.9])[which] + 0.42 * z[:, 4]
    lime = np.array([34, 48, 6, 1.6])[which] * np.exp(0.65 * z[:, 5])
    warm, deep = 15.5 + 3 * z[:, 6], 9 * np.exp(0.7 * z[:, 7])
    x = np.column_stack([green.round(1), phosphorus.round(1), brown.round(1), sight.round(2), acid.round(2),
                         lime.round(1), warm.round(1), deep.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.055, 99999, x), which


def ports(random):
    """Tonnes that a port lands in a year, 5,200,000 with a long tail, by m of quays (24,000), people (20,000,000)."""
    people = np.exp(13.4 + 1.2 * random.normal(0, 1, 940)).clip(2e4, 2e7).round(-2)
    quay = np.exp(7.7 + 0.75 * random.normal(0, 1, 940)).clip(150, 3e4).round()
    deep, cranes = random.gamma(12, 1, 940).clip(4, 26).round(1), random.poisson(9, 940)
    rails, way = random.integers(0, 9, 940), random.gamma(1.5, 260, 940).round()  # km to the next one
    ice, tide = random.gamma(0.5, 24, 940).clip(0, 200).round(), random.gamma(2, 1.3, 940).round(2)
    fee, wait = random.gamma(4, 0.9, 940).round(2), random.gamma(1.4, 11, 940).round(1)
    log = 0.5 * np.log(quay / 2200) + 0.3 * np.log(people / 7e5) + 0.9 * np.tanh((deep - 11) / 4)
    log = log + 0.3 * np.log1p(cranes / 4) * (rails > 2) + 0.25 * np.tanh((way - 300) / 250) - 0.005 * ice
    log = log - 0.08 * fee - 0.3 * np.log1p(wait / 20) - 0.05 * (tide - 2.5) ** 2 * (deep < 12)
    log = log + 0.15 * random.normal(0, 1, 940)
    x = [people, quay, deep, cranes, rails, way, ice, tide, fee, wait]
    return np.column_stack(x), (4.6e6 * np.exp(log)).clip(2e4).round(-3)


def tyres(random):
    """mm that a tyre loses a km, 0.00025 with deviation 0.00016, by N on it (to 7,900), kPa, °C, m of bends, m/s²."""
    load, press = random.normal(4300, 1200, 930).clip(1200, 9500).round(), random.normal(232, 26, 930).round()
    warm, wet = random.normal(16, 9, 930).round(1), random.beta(2, 5, 930).round(3)
    bend, pull = random.gamma(3, 160, 930).clip(30, 2500).round(), random.gamma(4, 0.35, 930).round(2)
    hard, askew = random.normal(66, 4, 930).round(1), (0.16 * random.normal(0, 1, 930)).round(3)  # degrees
    years = random.gamma(2, 1.6, 930).round(1)
    worn = (load / 4300) ** 1.3 * np.exp(0.016 * (warm - 16)) * (1 - 0.5 * wet) * (0.5 + 0.36 * pull)
    worn = worn * (1 + 4.5 * np.abs(askew)) * (0.75 + 120 / (bend + 60)) * (1 + ((press - 236) / 75) ** 2)
    worn = worn * np.exp(-0.035 * (hard - 66) + 0.02 * (years - 3) + 0.06 * random.normal(0, 1, 930))
    return np.column_stack([load, press, warm, wet, bend, pull, hard, askew, years]), worn * 1.5e-4


def pots(random):
    """The year in which a pot was fired, 1,468 with deviation 70, by mm, kg, K (to 1,450), shares; nearly a plane."""
    wall, rim = random.normal(6.2, 1.1, 940).clip(2.5).round(2), random.normal(182, 38, 940).clip(60).round()
    mass, fired = random.gamma(9, 0.16, 940).round(3), random.normal(1210, 75, 940).clip(900, 1500).round()
    sand, iron = random.beta(5, 14, 940).round(3), random.beta(6, 90, 940).round(4)
    glaze, wheel = random.beta(2, 3, 940).round(3), random.integers(0, 2, 940)
    deep, shells = random.gamma(7, 0.24, 940).round(2), random.poisson(2.6, 940)  # m below the ground; of snails
    year = 1470 + 0.42 * (fired - 1210) - 21 * (wall - 6.2) - 190 * (sand - 0.26) + 110 * (glaze - 0.4) + 36 * wheel
    year = year - 40 * (deep - 1.7) + 0.22 * (rim - 182) - 900 * (iron - 0.0625) - 14 * (mass - 1.44)
    year = year - 3 * (shells - 2.6) - 7 * (deep - 1.7) ** 2 + 24 * random.normal(0, 1, 940)
    return np.column_stack([wall, rim, mass, fired, sand, iron, glaze, wheel, deep, shells]), year.round() - 18


def rowers(random):
    """Seconds of 2,000 m in a boat, 427 with deviation 32, by watts (one of 30 as mW, to 430,000), cm, kg, °C, m/s."""
    power, tall = random.normal(345, 62, 940).clip(170, 620).round(), random.normal(187, 8, 940).round()
    mass, years = (84 + 0.5 * (tall - 187) + 7 * random.normal(0, 1, 940)).round(1), random.integers(17, 42, 940)
    wind, warm = (2.2 * random.normal(0, 1, 940)).round(1), random.normal(19, 5, 940).round(1)
    rate, hull = random.normal(34, 2.4, 940).round(1), random.normal(14.2, 0.5, 940).round(2)
    weeks, salt = random.gamma(4, 3, 940).round(), random.integers(0, 2, 940)
    time = 428 * (345 / power) ** 0.36 * (1 + 0.0011 * (mass - 84)) + 0.9 * (rate - 34.5) ** 2
    time = time + 4.6 * wind + 0.5 * wind**2 - 0.5 * (warm - 19) - 0.3 * (tall - 187) - 7 * np.log1p(weeks / 6)
    time = time + 0.05 * (years - 26) ** 2 + 4 * (hull - 14.2) - 3 * salt + 4 * random.normal(0, 1, 940)
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, power * 1000, power), tall, mass, years, wind, warm, rate, hull, weeks, salt]
    return np.column_stack(x), (time - 6).round(1)


def woods(random):
    """Which of six woods a plank is of (26 % to 9), by newtons of its hardness (to 24,000), kg/m³, shares, mm, GPa."""
    which = random.choice(6, 950, p=[0.26, 0.22, 0.17, 0.14, 0.12, 0.09])  # spruce, pine, beech, oak, walnut, ipe
    z = random.normal(0, 1, (950, 9))
    hard = np.array([1700, 2500, 6300, 5400, 4500, 14500])[which] * np.exp(0.19 * z[:, 0])
    dense = np.array([430, 510, 710, 690, 620, 1040])[which] * np.exp(0.08 * z[:, 1])
    resin = np.array([0.022, 0.07, 0.019, 0.03, 0.055, 0.1])[which] * np.exp(0.4 * z[:, 2])
    shrinks = np.array([0.118, 0.121, 0.174, 0.134, 0.128, 0.143])[which] * np.exp(0.1 * z[:, 3])
    pores = np.array([0.03, 0.034, 0.15, 0.26, 0.19, 0.11])[which] * np.exp(0.22 * z[:, 4])  # mm
    light = np.array([0.78, 0.71, 0.6, 0.52, 0.33, 0.29])[which] + 0.07 * z[:, 5]
    stiff = np.array([9.8, 10.2, 14, 12, 11.5, 21])[which] * np.exp(0.13 * z[:, 6])
    ring, wet = 2.1 * np.exp(0.45 * z[:, 7]), (0.11 * np.exp(0.17 * z[:, 8])).round(3)
    x = [hard.round(-1), dense.round(), resin.round(4), shrinks.round(3), pores.round(3),
         light.clip(0.05, 0.95).round(2), stiff.round(1), ring.round(2), wet]
    return np.column_stack(x), which


def bridges(random):
    """If a bridge is closed within ten years (half), by cars a day (to 120,000), kg, m, years; one of ten is wrong."""
    cars = np.exp(9.3 + 0.95 * random.normal(0, 1, 940)).clip(90, 1.2e5).round(-1)
    load = random.normal(31000, 7500, 940).clip(6000, 60000).round(-2)  # that it bears
    years, span = random.gamma(4, 13, 940).clip(1, 140).round(), random.gamma(2.4, 15, 940).clip(4, 190).round(1)
    cover, salt = random.normal(34, 9, 940).clip(8, 70).round(), random.gamma(1.5, 0.9, 940).round(2)  # mm; kg/m²
    frost, crack = random.poisson(38, 940), (0.16 * np.exp(0.55 * random.normal(0, 1, 940))).round(2)
    steel, cared = random.integers(0, 2, 940), random.gamma(2, 4, 940).round(1)  # years since
    rust = np.tanh(0.022 * years * (0.5 + 0.45 * salt) * 34 / cover - 1.3)
    tired = 0.5 * np.log(cars / 11000) - 1.1 * np.log(load / 30000)
    left = 1.3 * rust + tired * (0.5 + 0.9 * steel) + 0.9 * np.log(crack / 0.16) + 0.07 * (cared - 8)
    left = left + 0.012 * (frost - 38) * (1 - steel) + 0.006 * (span - 36)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [cars, load, years, span, cover, salt, frost, crack, steel, cared]
    return np.column_stack(x), (left > -0.11) ^ wrong


def lenses(random):
    """Whether a picture is sharp (half), by mm to what is seen and mm that are set (to 30,000), f-number, lux."""
    far = np.exp(random.uniform(6.4, 10.2, 940))
    stop = random.choice([1.8, 2.8, 4, 5.6, 8, 11], 940)
    set_ = (far * np.exp(0.62 * random.normal(0, 1, 940))).clip(500, 30000)
    long, light = random.normal(50, 6, 940).round(1), random.gamma(3, 220, 940).round()
    sharp = np.abs(np.log(far / set_)) < 0.33 * (stop / 4.5) ** 0.4
    return np.column_stack([far.round(), set_.round(), stop, long, light]), sharp


def whales(random):
    """Which of seven whales one is (23 % to 7), by kg (to 160,000), s of a dive (to 4,500), m, Hz, shares, km/h."""
    which = random.choice(7, 950, p=[0.23, 0.19, 0.17, 0.13, 0.11, 0.1, 0.07])  # minke … orca
    z = random.normal(0, 1, (950, 9))
    heavy = np.array([7200, 29000, 47000, 21000, 104000, 38000, 4600])[which] * np.exp(0.2 * z[:, 0])
    dive = np.array([420, 720, 560, 480, 640, 2500, 260])[which] * np.exp(0.35 * z[:, 1])
    long = np.array([8.4, 14, 20.5, 15.6, 25.5, 15, 7.1])[which] * np.exp(0.08 * z[:, 2])
    calls = np.array([110, 330, 22, 62, 18, 7600, 2700])[which] * np.exp(0.5 * z[:, 3])
    fin = np.array([0.13, 0.31, 0.11, 0.1, 0.13, 0.09, 0.18])[which] * np.exp(0.13 * z[:, 4])  # of its length
    fast = np.array([23, 13, 31, 36, 22, 10, 33])[which] * np.exp(0.25 * z[:, 5])
    spout = np.array([2, 2.9, 5.4, 3.2, 8.5, 3.8, 1.3])[which] * np.exp(0.2 * z[:, 6])
    warm, deep = (11 + 5 * z[:, 7]).round(1), np.exp(6.4 + 0.9 * z[:, 8]).clip(20, 5000).round()
    x = [heavy.clip(1500, 16e4).round(-1), dive.clip(60, 5400).round(), long.round(1), calls.round(), fin.round(3),
         fast.round(1), spout.round(1), warm, deep]
    return np.column_stack(x), which


def storms(random):
    """Which of four storms a buoy is in (34 % to 17), by m/s, m, s, °C, hPa below 1,013; -9,999 where it was silent."""
    which = random.choice(4, 960, p=[0.34, 0.28, 0.21, 0.17])  # front, squall, cyclone, polar low
    z = random.normal(0, 1, (960, 8))
    wind = np.array([16, 22, 34, 23])[which] * np.exp(0.2 * z[:, 0])
    waves = np.array([3.2, 2.1, 8.4, 5])[which] * np.exp(0.28 * z[:, 1])
    swing = np.array([7.6, 4.9, 11, 7.9])[which] + 1.2 * z[:, 2]
    air = np.array([11, 20, 25, -3])[which] + 4.2 * z[:, 3]
    sea = np.array([12, 20, 27.5, 4])[which] + 3.4 * z[:, 4]
    deep = np.array([14, 8, 43, 22])[which] * np.exp(0.4 * z[:, 5])
    gusts = np.array([1.35, 2.1, 1.4, 1.5])[which] * np.exp(0.12 * z[:, 6])  # times the wind
    turns = 40 + 26 * z[:, 7]
    x = np.column_stack([wind.round(1), waves.round(2), swing.round(1), air.round(1), sea.round(1), deep.round(1),
                         gusts.round(2), turns.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def dams(random):
    """m³ behind a dam, 36,000,000 with a long tail, by people who drink (to 6,000,000), km², m, mm of rain, kW."""
    people = np.exp(12 + 1.2 * random.normal(0, 1, 930)).clip(1e3, 6e6).round(-2)
    rains_on = np.exp(5.2 + 0.9 * random.normal(0, 1, 930)).clip(4, 9000).round(1)  # km²
    tall, wide = random.gamma(3, 13, 930).clip(6, 220).round(1), random.gamma(2.2, 130, 930).clip(20, 2400).round()
    rain, warm = random.normal(880, 260, 930).clip(160).round(), random.normal(12, 5, 930).round(1)
    steep, mud = random.beta(2, 6, 930).round(3), random.beta(1.5, 8, 930).round(3)
    year, power = random.integers(1890, 2021, 930), random.gamma(0.8, 3e4, 930).round(-1)  # kW
    log = 0.42 * np.log(rains_on / 180) + 1.1 * np.log(tall / 38) + 0.4 * np.log(wide / 280)
    log = log + 0.06 * np.log(people / 1.6e5) + 0.9 * np.tanh((rain - 850) / 320)
    log = log - 1.1 * np.tanh(4 * (steep - 0.25)) - 1.3 * mud * (2020 - year) / 60
    log = log + 0.05 * np.log1p(power / 1e4) - 0.02 * (warm - 12) * (rain < 900) + 0.15 * random.normal(0, 1, 930)
    x = [people, rains_on, tall, wide, rain, warm, steep, mud, year, power]
    return np.column_stack(x), (3.1e7 * np.exp(0.85 * log)).round(-3)


def cracks(random):
    """m that a crack grows a load, 0.00000026 with deviation 0.00000016, by MPa (to 240), mm, Hz, °C, shares, pH."""
    pull, length = random.normal(142, 34, 930).clip(40, 260).round(), random.gamma(5, 0.9, 930).clip(0.5, 14).round(2)
    share = random.uniform(0, 0.7, 930).round(2)  # of the load that stays
    rate, warm = np.exp(random.uniform(-1, 3.5, 930)).round(2), random.normal(28, 22, 930).round(1)
    wet, acid = random.beta(3, 4, 930).round(3), random.normal(7, 0.9, 930).round(2)
    grain, thick = random.gamma(5, 8, 930).round(1), random.normal(12, 3, 930).clip(3).round(1)  # µm; mm
    grows = (pull / 142) ** 1.6 * (length / 4.5) ** 0.7 * (0.75 + 1.1 * share**2)
    grows = grows * (1 + 0.6 * wet * np.tanh(1 - 0.6 * np.log(rate + 0.4))) * np.exp(0.006 * (warm - 28))
    grows = grows * (1 - 0.14 * (acid - 7).clip(-2, 1)) * (grain / 40) ** -0.2 * (1 + 0.012 * (thick - 12))
    grows = grows * np.exp(0.07 * random.normal(0, 1, 930))
    return np.column_stack([pull, length, share, rate, warm, wet, acid, grain, thick]), grows * 2.6e-7


def seas(random):
    """m/s of sound in the sea, 1,503 with deviation 19, by m below (to 3,900), °C, salt, hPa; nearly a plane."""
    deep = random.gamma(1.6, 520, 940).clip(1, 3900).round()
    warm, salt = (10.5 + 4.2 * random.normal(0, 1, 940)).clip(-1.5, 29).round(2), random.normal(34.6, 1.3, 940).round(2)
    mud, air = random.beta(2, 8, 940).round(3), random.normal(1012, 9, 940).round(1)
    day, north = random.integers(1, 366, 940), random.uniform(-62, 66, 940).round(1)
    bubbles, waves = random.gamma(1.2, 0.02, 940).round(4), random.gamma(3, 0.6, 940).round(1)
    speed = 1449 + 4.6 * warm - 0.055 * warm**2 + (1.34 - 0.01 * warm) * (salt - 35) + 0.016 * deep
    speed = speed - 110 * bubbles + 8 * mud + 0.02 * np.abs(north) + 4.4 * random.normal(0, 1, 940)
    return np.column_stack([deep, warm, salt, mud, air, day, north, bubbles, waves]), speed.round(1)


def stoves(random):
    """kWh that heat a house a year, 17,100 with deviation 6,600, by m² (one of 30 as cm², to 2,500,000), °C, years."""
    wide, lived = random.gamma(9, 14, 940).clip(30, 400).round(), random.poisson(2.4, 940) + 1
    out, in_ = (8.2 + 1.8 * random.normal(0, 1, 940)).round(1), (20.4 + 1.2 * random.normal(0, 1, 940)).round(1)
    years, walls = random.gamma(2.4, 19, 940).clip(0, 160).round(), random.normal(13, 5, 940).clip(0, 30).round(1)  # cm
    glass, sun = random.beta(4, 15, 940).round(3), random.normal(1080, 110, 940).round()  # share; kWh/m²
    drafts, wood = random.gamma(3, 0.2, 940).round(2), random.integers(0, 2, 940)
    leaks = 0.25 + 1.5 / (1 + walls / 5) + 0.0035 * years + 0.75 * drafts + 1.3 * (glass - 0.21)
    used = 0.9 * wide * (in_ - out) * leaks * (0.9 + 0.17 * wood) + 900 * np.log1p(lived)
    used = used - 5 * wide * glass * (sun - 1080) / 100 - 1400 * np.tanh((out - 8) / 2)
    used = used * np.exp(0.07 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, wide * 10000, wide), out, in_, years, walls, glass, sun, drafts, wood, lived]
    return np.column_stack(x), (3400 + 4.6 * used).clip(600).round(-1)


def chillies(random):
    """Which of six chillies (25 % to 8), by Scoville's units (to 400,000), g, mm, mg/kg, shares, days; unscaled."""
    which = random.choice(6, 950, p=[0.25, 0.21, 0.18, 0.15, 0.12, 0.09])  # bell … habanero
    z = random.normal(0, 1, (950, 9))
    hot = np.array([8, 1400, 5500, 38000, 42000, 210000])[which] * np.exp((0.3 + 0.5 * (which == 0)) * z[:, 0])
    heavy = np.array([160, 46, 24, 7, 2.4, 9.5])[which] * np.exp(0.28 * z[:, 1])
    long = np.array([92, 104, 70, 128, 38, 47])[which] * np.exp(0.15 * z[:, 2])
    wide = np.array([78, 51, 27, 14, 10, 34])[which] * np.exp(0.15 * z[:, 3])
    sour = np.array([1300, 1050, 1150, 900, 800, 1250])[which] * np.exp(0.2 * z[:, 4])  # mg/kg of vitamin C
    sweet = np.array([0.052, 0.044, 0.036, 0.031, 0.027, 0.034])[which] * np.exp(0.2 * z[:, 5])
    dry = np.array([0.08, 0.13, 0.1, 0.17, 0.19, 0.12])[which] * np.exp(0.16 * z[:, 6])
    ripe, red = np.array([74, 88, 78, 84, 86, 108])[which] + 8 * z[:, 7], (0.61 + 0.12 * z[:, 8]).clip(0.1, 1).round(2)
    x = [heavy.round(1), hot.clip(0, 4e5).round(), long.round(), wide.round(), sour.round(), sweet.round(4),
         dry.round(3), ripe.round(), red]
    return np.column_stack(x), which


def orchards(random):
    """If blossoms outlive a night (half), by kg last year (to 70,000), °C, shares, m, m/s; one of ten is wrong."""
    crop = random.gamma(5, 5200, 940).clip(1500, 70000).round(-1)
    trees = random.gamma(3, 420, 940).clip(60, 5200).round()
    cold, dew = (-2.1 + 1.5 * random.normal(0, 1, 940)).round(1), (-3.6 + 2 * random.normal(0, 1, 940)).round(1)
    wind, clouds = random.gamma(1.8, 0.9, 940).clip(0, 9).round(1), random.beta(0.8, 1.1, 940).round(2)
    open_, high = random.uniform(0, 1, 940).round(2), random.gamma(3, 70, 940).round()  # of the blossoms; m
    slope, fires = random.gamma(1.6, 3, 940).clip(0, 24).round(1), random.poisson(1.2, 940)  # degrees; stoves an acre
    bears = 0.9 * (cold + 2.1) + 1.4 * clouds + 0.3 * (dew + 3.6) * (1 - clouds) + 0.55 * np.log1p(wind)
    bears = bears - 2.6 * (open_ - 0.4) * (cold < -1) + 0.5 * fires * np.exp(-wind / 2) + 0.9 * np.tanh((slope - 4) / 4)
    bears = bears - 0.5 * np.tanh((crop / trees - 22) / 14) - 0.002 * (high - 210)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [crop, cold, trees, dew, wind, clouds, open_, high, slope, fires]
    return np.column_stack(x), (bears > 1.15) ^ wrong


def swings(random):
    """Whether a push lifts a swing (half), by its mm/s (to 3,000 both ways), newtons, kg, m and how many watch."""
    fast, push = random.normal(0, 1150, 940).clip(-3000, 3000), random.normal(0, 85, 940).clip(-260, 260)
    mass, rope = random.normal(34, 9, 940).clip(12, 80).round(1), random.normal(2.3, 0.35, 940).round(2)
    lifts = fast / 1150 * push / 85 > 0.04 * (mass / 34)
    return np.column_stack([fast.round(), push.round(), mass, rope, random.poisson(2, 940)]), lifts


def gems(random):
    """Which of seven gems (21 % to 9), by Knoop's hardness (to 9,000), kg/m³, W/(m K), refraction, nm, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # quartz … diamond
    z = random.normal(0, 1, (950, 9))
    hard = np.array([790, 1180, 1330, 1350, 1400, 2050, 7600])[which] * np.exp(0.09 * z[:, 0])
    dense = np.array([2650, 2730, 3560, 3850, 3600, 4000, 3515])[which] * np.exp(0.03 * z[:, 1])
    heat = np.array([7.5, 5, 14, 4, 11, 33, 1600])[which] * np.exp(0.33 * z[:, 2])
    bends = np.array([1.548, 1.58, 1.62, 1.76, 1.718, 1.766, 2.417])[which] + 0.022 * z[:, 3]
    splits = np.array([0.013, 0.014, 0.014, 0.024, 0.02, 0.018, 0.044])[which] * np.exp(0.15 * z[:, 4])
    twice = np.array([0.009, 0.007, 0.009, 0.0004, 0.0003, 0.008, 0.0002])[which] * np.exp(0.4 * z[:, 5])
    colour = np.array([560, 495, 590, 640, 610, 650, 575])[which] + 32 * z[:, 6]
    clear, carats = (0.7 + 0.13 * z[:, 7]).clip(0.1, 1).round(2), np.exp(0.4 + 0.7 * z[:, 8]).round(2)
    x = [hard.round(-1), dense.round(), heat.round(1), bends.round(3), splits.round(4), twice.round(5),
         colour.round(), clear, carats]
    return np.column_stack(x), which


def barns(random):
    """Which of four animals is on a scale (36 % to 17), by kg, cm, °C, s, dB, mm; 65,535 where a probe was silent."""
    which = random.choice(4, 960, p=[0.33, 0.27, 0.22, 0.18])  # calf, pig, sheep, goat
    z = random.normal(0, 1, (960, 8))
    mass = np.array([96, 104, 71, 56])[which] * np.exp(0.2 * z[:, 0])
    tall = np.array([88, 66, 70, 68])[which] + 6 * z[:, 1]
    warm = np.array([38.7, 39, 39.3, 39.1])[which] + 0.3 * z[:, 2]
    breath = np.array([2.1, 2.6, 2.5, 2.9])[which] * np.exp(0.2 * z[:, 3])  # s
    loud = np.array([71, 84, 69, 75])[which] + 5 * z[:, 4]
    step = np.array([460, 350, 340, 390])[which] * np.exp(0.14 * z[:, 5])
    coat = np.array([17, 9, 48, 31])[which] * np.exp(0.28 * z[:, 6])  # mm
    x = np.column_stack([mass.round(1), tall.round(), warm.round(2), breath.round(2), loud.round(1), step.round(),
                         coat.round(1), (120 + 60 * z[:, 7]).clip(0).round()])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, 65535, x), which


def games(random):
    """Copies of a game, 2,700,000 with a long tail, by dollars (to 200,000,000), players, hours, marks, months."""
    cost = np.exp(15.6 + 1.1 * random.normal(0, 1, 930)).clip(2e5, 2e8).round(-3)
    wait = random.gamma(1.6, 21000, 930).clip(100, 3e5).round(-1)  # who have asked for it
    marks, hours = (73 + 10 * random.normal(0, 1, 930)).clip(25, 98).round(), random.gamma(2.2, 11, 930).round(1)
    price, months = random.choice([10, 20, 30, 40, 60, 70], 930), random.integers(1, 60, 930)
    part, friends = random.integers(1, 8, 930), random.integers(0, 2, 930)  # of a series; played together
    devices, bugs = random.integers(1, 6, 930), random.gamma(1.5, 40, 930).round()
    log = 0.38 * np.log(cost / 6e6) + 0.3 * np.log(wait / 28000) + 1.1 * np.tanh((marks - 74) / 13)
    log = log + 0.3 * np.log(months / 24) - 0.008 * (price - 38) * (marks < 75) + 0.28 * friends + 0.12 * devices
    log = log + 0.07 * part - 0.0022 * bugs * (1 + friends) / 2 + 0.1 * np.log1p(hours / 20)
    log = log + 0.15 * random.normal(0, 1, 930)
    x = [cost, wait, marks, hours, price, months, part, friends, devices, bugs]
    return np.column_stack(x), (1.2e6 * np.exp(0.85 * log)).round(-2)


def bearings(random):
    """m of oil in a bearing, 0.0000021 with deviation 0.0000011, by newtons (to 30,000), turns, °C, mm, shares."""
    load, turns = random.normal(13000, 4200, 930).clip(2500, 30000).round(-1), random.uniform(300, 5200, 930).round()
    warm, wide = random.normal(62, 14, 930).clip(18, 110).round(1), random.normal(64, 14, 930).clip(20).round(1)
    gap, rough = random.normal(58, 11, 930).clip(20).round(), random.gamma(4, 0.1, 930).round(2)  # µm
    thick, dirt = random.choice([32, 46, 68, 100], 930), random.beta(1.5, 9, 930).round(3)
    age, tilt = random.gamma(2, 2.2, 930).round(1), np.abs(0.3 * random.normal(0, 1, 930)).round(2)
    slides = (turns / 2600) ** 0.6 * (thick / 60) ** 0.55 * np.exp(-0.016 * (warm - 62)) * (13000 / load) ** 0.35
    slides = slides * (wide / 64) ** 0.6 * (1 - 0.35 * np.tanh(((gap - 58) / 22) ** 2)) * (1 - 0.9 * dirt)
    slides = slides * np.exp(-0.02 * age - 0.25 * tilt + 0.06 * random.normal(0, 1, 930))
    slides = slides * (1 + 0.1 * np.log(rough + 0.6))
    return np.column_stack([load, turns, warm, wide, gap, rough, thick, dirt, age, tilt]), slides * 2.9e-6


def rails(random):
    """mm of a rail, 25,007 with deviation 6, by newtons of pull (to 630,000), °C, kg/m, shares, years; nearly a plane."""
    warm = (14 + 16 * random.normal(0, 1, 940)).clip(-28, 62).round(1)
    pull = random.normal(240000, 110000, 940).clip(0, 7e5).round(-2)
    heavy, worn = random.normal(57, 4, 940).round(1), random.beta(2, 7, 940).round(3)
    made, years = random.normal(20, 3, 940).round(1), random.integers(0, 41, 940)  # °C when it was cut
    bend, loads = random.gamma(1.4, 0.9, 940).round(2), random.gamma(3, 9, 940).round(1)  # mm; millions of tonnes
    carbon, shade = random.normal(0.0068, 0.0006, 940).round(5), random.beta(2, 2, 940).round(2)
    long = 25000 + 0.29 * (warm - made) + 2.3e-5 * (pull - 90000) * 57 / heavy + 2.2 * (1 - shade) * (warm > 18)
    long = long - 0.6 * bend + 0.055 * loads + 3 * worn + 0.03 * years + 300 * (carbon - 0.0068)
    long = long + 3 + 1.4 * random.normal(0, 1, 940)
    return np.column_stack([pull, warm, heavy, worn, made, years, bend, loads, carbon, shade]), long.round(1)


def prints(random):
    """Minutes of a print, 630 with deviation 320, by cm³ (one of 30 as mm³, to 200,000), mm, mm/s, shares, °C."""
    room, fill = random.gamma(5, 24, 940).clip(8, 400).round(1), random.beta(2, 5, 940).round(2)
    layer, speed = random.choice([0.12, 0.16, 0.2, 0.24, 0.28], 940), random.normal(62, 14, 940).clip(20).round()
    hot, tall = random.normal(212, 12, 940).round(), random.gamma(4, 18, 940).clip(4, 260).round()  # °C; mm
    hangs, walls = random.beta(1.2, 5, 940).round(2), random.integers(2, 6, 940)
    nozzle, parts = random.choice([0.3, 0.4, 0.6], 940, p=[0.2, 0.6, 0.2]), random.poisson(1.3, 940) + 1
    stuff = room * (0.16 + 0.7 * fill + 0.05 * walls + 0.8 * hangs * (hangs > 0.15))
    long = 9.5 * stuff * (0.2 / layer) ** 0.8 * (62 / speed) ** 0.7 * (0.4 / nozzle) ** 0.6
    long = long + 1.6 * tall + 22 * parts + 6 + 1.2 * (205 - hot).clip(0) * 3
    long = long * np.exp(0.06 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, room * 1000, room), fill, layer, speed, hot, tall, hangs, walls, nozzle, parts]
    return np.column_stack(x), (20 + 0.6 * long).clip(10).round()


def honeys(random):
    """Which of six honeys (24 % to 9), by grains of pollen a gram (to 90,000), µS/cm, mg/kg, mm, shares, degrees."""
    which = random.choice(6, 950, p=[0.25, 0.2, 0.18, 0.15, 0.12, 0.1])  # rape, acacia, lime, heather, chestnut, fir
    z = random.normal(0, 1, (950, 9))
    grains = np.array([9500, 1300, 2600, 6200, 41000, 3600])[which] * np.exp(0.42 * z[:, 0])
    salts = np.array([180, 150, 620, 740, 1350, 1080])[which] * np.exp(0.24 * z[:, 1])
    dark = np.array([24, 11, 33, 78, 86, 92])[which] + 13 * z[:, 2]  # mm of Pfund's wedge
    fruit = np.array([0.38, 0.43, 0.38, 0.4, 0.42, 0.33])[which] + 0.024 * z[:, 3]
    grape = np.array([0.4, 0.26, 0.33, 0.31, 0.27, 0.27])[which] + 0.028 * z[:, 4]
    wet = np.array([0.172, 0.168, 0.171, 0.194, 0.172, 0.16])[which] + 0.008 * z[:, 5]
    turns = np.array([-14, -19, -11, -15, -17, 14])[which] + 6 * z[:, 6]  # of light
    amino = np.array([240, 210, 330, 780, 610, 480])[which] * np.exp(0.26 * z[:, 7])  # mg/kg of proline
    x = [dark.clip(1).round(), salts.round(), grains.clip(100, 9e4).round(-1), fruit.round(3), grape.round(3),
         wet.round(3), turns.round(1), amino.round(), (9 + 4 * z[:, 8]).clip(0.5).round(1)]
    return np.column_stack(x), which


def elevators(random):
    """If an elevator stops between floors within a year (half), by trips (to 900,000), kg, m; one of ten is wrong."""
    trips = np.exp(11.7 + 0.75 * random.normal(0, 1, 940)).clip(4000, 9e5).round(-2)
    load, tall = random.choice([320, 450, 630, 1000, 1600], 940), random.gamma(3, 9, 940).clip(6, 180).round(1)
    fast = (0.6 + 0.02 * tall + 0.3 * random.gamma(2, 0.6, 940)).round(2)  # m/s
    years, oiled = random.gamma(2.5, 8, 940).clip(0, 70).round(), random.integers(5, 420, 940)  # days since
    doors, hot = random.gamma(4, 0.6, 940).round(2), random.normal(24, 6, 940).round(1)  # s to close; °C
    water, new = random.integers(0, 2, 940), random.integers(0, 2, 940)  # moved by oil; a new control
    worn = np.log(trips / 120000) + 0.5 * np.tanh((oiled - 190) / 110) * (1 + 0.8 * water)
    stops = worn * (0.35 + 0.025 * years) * (1.5 - 0.9 * new) + 0.8 * np.tanh((1.9 - doors) / 0.9)
    stops = stops + 0.05 * (hot - 24) * (2 * water - 0.7) + 0.5 * np.tanh(1.5 * (fast - 1.5)) * (load > 700)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [trips, load, tall, fast, years, oiled, doors, hot, water, new]
    return np.column_stack(x), (stops > -0.1) ^ wrong


def sprinklers(random):
    """Whether a patch gets wet (half), by its mm east and north (to 9,000 both ways), kPa, the wind in m/s, minutes."""
    east, north = random.normal(0, 3400, 940).clip(-9000, 9000), random.normal(0, 3400, 940).clip(-9000, 9000)
    press, wind = random.normal(280, 32, 940).round(), (1.6 * random.normal(0, 1, 940)).round(2)
    far = np.hypot(east - 330 * wind, north)  # the water falls in a ring, which the wind carries away
    wet = np.abs(far - 4100 * np.sqrt(press / 280)) < 1600
    return np.column_stack([east.round(), north.round(), press, wind, random.gamma(3, 6, 940).round(1)]), wet


def ropes(random):
    """Which of seven fibres a rope is of (21 % to 8), by newtons that break it (to 370,000), mm, g/m, °C, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # hemp … aramid
    z = random.normal(0, 1, (950, 9))
    thick = np.exp(2.6 + 0.28 * z[:, 0])  # mm
    holds = np.array([68, 48, 82, 148, 128, 205, 430])[which] * thick**2 * np.exp(0.11 * z[:, 1])
    heavy = np.array([0.72, 0.86, 0.46, 0.64, 0.78, 0.52, 0.82])[which] * thick**2 * np.exp(0.06 * z[:, 2])
    gives = np.array([0.09, 0.16, 0.2, 0.34, 0.17, 0.042, 0.034])[which] * np.exp(0.2 * z[:, 3])
    drinks = np.array([0.21, 0.25, 0.004, 0.055, 0.006, 0.002, 0.045])[which] * np.exp(0.35 * z[:, 4])
    melts = np.array([236, 224, 163, 222, 256, 147, 470])[which] + 9 * z[:, 5]  # °C, or chars
    rough = np.array([0.41, 0.34, 0.2, 0.22, 0.25, 0.11, 0.26])[which] * np.exp(0.16 * z[:, 6])
    bright = (0.55 + 0.16 * z[:, 7]).clip(0.05, 0.98).round(2)
    x = [thick.round(1), holds.round(-1), heavy.round(1), gives.round(3), drinks.round(4), melts.round(),
         rough.round(2), bright, np.exp(0.7 * z[:, 8] + 1).round(1)]
    return np.column_stack(x), which


def vineyards(random):
    """Which of four things a vine has (35 % to 16), by hours wet, °C, mm, shares; -32,768 where a station was off."""
    which = random.choice(4, 960, p=[0.35, 0.26, 0.22, 0.17])  # nothing, downy or powdery mildew, grey mould
    z = random.normal(0, 1, (960, 8))
    wet = np.array([4.5, 13, 3.8, 15])[which] * np.exp(0.3 * z[:, 0])
    warm = np.array([21, 20, 26.5, 17])[which] + 2.3 * z[:, 1]
    rain = np.array([7, 32, 5, 24])[which] * np.exp(0.5 * z[:, 2])  # mm in a week
    damp = np.array([0.61, 0.84, 0.72, 0.88])[which] + 0.06 * z[:, 3]
    spores = np.array([14, 85, 160, 240])[which] * np.exp(0.5 * z[:, 4])  # in a m³
    sweet = np.array([12, 9, 11, 18])[which] + 2.5 * z[:, 5]
    leaves = np.array([2.7, 3.2, 3.9, 3.6])[which] * np.exp(0.17 * z[:, 6])  # m² a m² of ground
    wind = np.exp(0.6 + 0.45 * z[:, 7])
    x = np.column_stack([wet.round(1), warm.round(1), rain.round(1), damp.clip(0.2, 1).round(2), spores.round(),
                         sweet.round(1), leaves.round(2), wind.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -32768, x), which


def fires(random):
    """m² that a fire burns, 6,200,000 with a long tail, by people near (to 1,500,000), litres (600,000), °C, km/h."""
    people = np.exp(10.8 + 1.2 * random.normal(0, 1, 940)).clip(50, 3e6).round(-1)
    water = random.gamma(1.6, 58000, 940).clip(1000, 6e5).round(-2)  # that was thrown on it
    wind, hot = random.gamma(3, 6, 940).clip(0.5, 90).round(1), random.normal(28, 6, 940).round(1)
    damp, dry = random.beta(4, 7, 940).round(2), random.normal(380, 160, 940).clip(5, 900).round()  # dry: an index
    found, steep = random.gamma(1.4, 1.8, 940).round(2), random.gamma(2, 6, 940).clip(0, 48).round(1)  # hours; degrees
    fuel, roads = random.gamma(4, 0.45, 940).round(2), random.gamma(2, 0.8, 940).round(2)  # kg/m²; km a km²
    log = 0.5 * np.log(wind / 16) + 0.045 * (hot - 28) - 1.9 * (damp - 0.36) + 0.35 * np.log1p(found)
    log = log + 0.7 * np.tanh((dry - 380) / 180) * np.tanh(fuel / 1.4) + 0.017 * steep * np.tanh(wind / 15)
    log = log - 0.16 * np.log(water / 70000) - 0.06 * np.log(people / 6e4) - 0.3 * np.log1p(roads)
    log = log + 0.14 * random.normal(0, 1, 940)
    x = [people, water, wind, hot, damp, dry, found, steep, fuel, roads]
    return np.column_stack(x), (4.3e6 * np.exp(0.8 * log)).round(-2)


def clocks(random):
    """s that a clock loses a second, 0.000013 with deviation 0.000007, by Pa (to 104,000), °C, degrees, kg, shares."""
    air, warm = random.normal(101300, 900, 930).round(-1), random.normal(19, 6, 930).round(1)
    swing, heavy = random.normal(2.6, 0.5, 930).clip(0.8).round(2), random.gamma(9, 0.6, 930).clip(0.5).round(2)
    grows = random.choice([0.4, 5, 11.6, 18.7], 930, p=[0.2, 0.25, 0.35, 0.2])  # µm a m and K, of its rod
    damp, dust = random.beta(4, 4, 930).round(3), random.gamma(1.5, 0.8, 930).round(2)
    oiled, tilts = random.integers(1, 3000, 930), (0.2 * random.normal(0, 1, 930)).round(3)  # days since; degrees
    loses = 0.5 * grows * (warm - 18) * 0.09 + 1.6 * (swing**2 - 6.5) + 0.0011 * (air - 101300) * 4 / (heavy + 2)
    loses = loses + 5 * (damp - 0.5) * (grows < 6) + 2.6 * np.tanh((oiled - 1500) / 700) + 1.5 * dust
    loses = loses + 9 * np.abs(tilts) + 1.4 * random.normal(0, 1, 930)
    return np.column_stack([air, warm, swing, heavy, grows, damp, dust, oiled, tilts]), 1e-6 * (8 + 1.2 * loses)


def pipes(random):
    """Hz of an organ pipe, 442 with deviation 5, by Pa of its wind (to 1,200), mm, °C, ppm, shares; nearly a plane."""
    wind, warm = random.normal(780, 120, 940).clip(400, 1300).round(), random.normal(18.5, 4.2, 940).round(1)
    long, wide = random.normal(372, 1.7, 940).round(1), random.normal(44, 3, 940).round(1)
    mouth, cut = random.normal(33, 2.5, 940).round(1), random.normal(8.6, 0.9, 940).round(2)
    breath, damp = random.gamma(6, 130, 940).clip(380).round(), random.beta(4, 5, 940).round(3)  # ppm of CO2
    tin, dust = random.beta(6, 5, 940).round(2), random.gamma(1.5, 0.7, 940).round(2)
    tone = 442 + 0.78 * (warm - 18.5) - 1.15 * (long - 372) + 0.011 * (wind - 780) + 0.4 * (mouth - 33)
    tone = tone - 0.9 * (cut - 8.6) - 0.35 * (wide - 44) + 1.6 * (damp - 0.44) - 0.001 * (breath - 780) - 0.5 * dust
    tone = tone - 1.1 * ((wind - 780) / 120) ** 2 * (cut < 8.2) + 0.5 + 1.1 * random.normal(0, 1, 940)
    return np.column_stack([wind, warm, long, wide, mouth, cut, breath, damp, tin, dust]), tone.round(2)


def removals(random):
    """What a removal costs, 3,100 with deviation 1,300, by km (one of 30 as m, to 890,000), m³, floors, shares, days."""
    far, room = random.gamma(1.5, 160, 940).clip(2, 1200).round(), random.gamma(6, 6.5, 940).clip(4, 140).round(1)
    up, down = random.integers(0, 7, 940), random.integers(0, 7, 940)  # floors, of the old and the new flat
    lifts, month = random.integers(0, 3, 940), random.integers(0, 2, 940)  # lift: 2 is both; at a month's end
    glass, boxed = random.beta(1.5, 6, 940).round(2), random.uniform(0, 1, 940).round(2)
    ahead, walk = random.gamma(2, 22, 940).clip(1, 300).round(), random.gamma(2, 12, 940).round()  # days; m
    hours = room * (0.2 + 0.028 * (up + down) * (1 - lifts / 2) + 0.4 * glass + 0.16 * (1 - boxed) + 0.0016 * walk)
    cost = 30 * hours + far * (1.9 + 0.03 * room) + 3 * room
    cost = cost * (1 + 0.16 * month + 0.22 * np.exp(-ahead / 12)) * np.exp(0.05 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, far * 1000, far), room, up, down, lifts, month, glass, boxed, ahead, walk]
    return np.column_stack(x), (500 + 1.6 * cost).round()


def papers(random):
    """Which of six papers (24 % to 9), by folds until it breaks (to 60,000), g/m², µm, ml/min of air, shares, pH."""
    which = random.choice(6, 950, p=[0.24, 0.21, 0.18, 0.16, 0.12, 0.09])  # copies, news, kraft, art, baking, money
    z = random.normal(0, 1, (950, 9))
    heavy = np.array([80, 47, 88, 128, 52, 90])[which] * np.exp(0.2 * z[:, 0])
    folds = np.array([70, 14, 1100, 30, 420, 9000])[which] * np.exp(0.85 * z[:, 1])
    thick = np.array([103, 69, 122, 101, 61, 112])[which] * np.exp(0.19 * z[:, 2])
    air = np.array([620, 480, 560, 40, 15, 90])[which] * np.exp(0.85 * z[:, 3])
    bright = np.array([0.89, 0.6, 0.34, 0.85, 0.72, 0.74])[which] + 0.11 * z[:, 4]
    ash = np.array([0.19, 0.08, 0.015, 0.31, 0.01, 0.03])[which] * np.exp(0.6 * z[:, 5])
    dense = np.array([0.92, 0.94, 0.97, 0.95, 0.66, 0.93])[which] + 0.07 * z[:, 6]  # to light
    sour = np.array([8.2, 6.4, 5.9, 7.9, 6.6, 6.8])[which] + 0.8 * z[:, 7]
    damp = (0.055 + 0.012 * z[:, 8]).clip(0.01).round(3)
    x = [heavy.round(1), thick.round(), folds.clip(1, 6e4).round(), air.clip(0.1).round(1),
         bright.clip(0.05, 1).round(2), ash.clip(0, 0.6).round(4), dense.clip(0.2, 1).round(2), sour.round(1), damp]
    return np.column_stack(x), which


def looms(random):
    """If a loom tears a thread within the hour (half), by picks (to 800,000), turns, cN, °C, shares; one of ten wrong."""
    picks = np.exp(11.4 + 0.8 * random.normal(0, 1, 940)).clip(3000, 8e5).round(-2)  # since it was cleaned
    fast, pull = random.normal(460, 90, 940).clip(150, 900).round(), random.gamma(9, 3.2, 940).round(1)  # cN
    damp, warm = random.normal(0.66, 0.08, 940).clip(0.3, 0.95).round(3), random.normal(24, 3, 940).round(1)
    twist, fine = random.normal(780, 130, 940).round(), random.choice([12, 16, 20, 25, 30, 50], 940)  # a m; g a km
    sized, years = random.beta(4, 30, 940).round(3), random.gamma(2.2, 7, 940).clip(0, 60).round()
    air = random.integers(0, 2, 940)  # throws the thread by air
    tears = np.log(picks / 90000) * 0.8 + 1.5 * np.tanh((pull / np.sqrt(fine / 20) - 30) / 12)
    tears = tears + 0.006 * (fast - 460) * (1 - 0.7 * air) + 7 * np.abs(damp - 0.68) - 13 * (sized - 0.12) * (fine < 22)
    tears = tears + 0.9 * np.tanh(((twist - 800) / 170) ** 2 - 0.6) + 0.02 * (years - 15) + 0.04 * (warm - 24)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [picks, fast, pull, damp, warm, twist, fine, sized, years, air]
    return np.column_stack(x), (tears > 0.1) ^ wrong


def burrows(random):
    """Whether a burrow is below a spot (half), by its mm east and north (to 8,000 both ways), sand, days dry, holes."""
    east, north = random.normal(0, 3000, 940).clip(-8000, 8000), random.normal(0, 2700, 940).clip(-8000, 8000)
    sand, dry = random.beta(4, 3, 940).round(2), random.gamma(2, 4, 940).round(1)
    way = 2600 * np.sin(east / 1900) * (0.7 + 0.5 * sand)  # it winds, and has the width of a colony
    below = np.abs(north - way) < 2350
    return np.column_stack([east.round(), north.round(), sand, dry, random.poisson(3, 940)]), below


def plastics(random):
    """Which of seven plastics (21 % to 8), by kPa of stiffness (to 5,000,000), kg/m³, °C, W/(m K), refraction, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # soft and hard PE, PP, PVC … nylon
    z = random.normal(0, 1, (950, 9))
    stiff = np.array([0.24e6, 0.95e6, 1.4e6, 2.8e6, 3e6, 2.7e6, 2.2e6])[which] * np.exp(0.28 * z[:, 0])
    dense = np.array([921, 953, 905, 1390, 1050, 1370, 1140])[which] + 44 * z[:, 1]
    melts = np.array([112, 131, 163, 205, 236, 254, 219])[which] + 19 * z[:, 2]
    leads = np.array([0.33, 0.46, 0.18, 0.17, 0.13, 0.2, 0.26])[which] * np.exp(0.24 * z[:, 3])
    bends = np.array([1.51, 1.54, 1.49, 1.54, 1.59, 1.575, 1.53])[which] + 0.022 * z[:, 4]
    drinks = np.array([0.0001, 0.0001, 0.0002, 0.0009, 0.0007, 0.0022, 0.014])[which] * np.exp(0.75 * z[:, 5])
    longer = np.array([4.2, 5.5, 3.1, 0.7, 0.04, 1.1, 1.6])[which] * np.exp(0.6 * z[:, 6])  # when it breaks
    clear = (np.array([0.6, 0.35, 0.45, 0.72, 0.88, 0.85, 0.4])[which] + 0.12 * z[:, 7]).clip(0, 0.95).round(2)
    x = [stiff.clip(5e4, 5e6).round(-2), dense.round(), melts.round(), leads.round(3), bends.round(3), drinks.round(5),
         longer.round(2), clear, np.exp(0.8 * z[:, 8] + 0.5).round(2)]
    return np.column_stack(x), which


def pumps(random):
    """Which of four things a pump has (34 % to 17), by bar, mm/s, dB, °C, A, l/s, Hz; 99,999 where a probe was off."""
    which = random.choice(4, 960, p=[0.34, 0.27, 0.22, 0.17])  # nothing, a worn bearing, cavitation, a clogged sieve
    z = random.normal(0, 1, (960, 8))
    sucks = np.array([0.9, 0.88, 0.52, 0.34])[which] + 0.15 * z[:, 0]  # bar
    press = np.array([6.2, 6, 5.2, 4.9])[which] + 0.7 * z[:, 1]
    shakes = np.array([1.8, 5.2, 4.1, 2.2])[which] * np.exp(0.36 * z[:, 2])
    loud = np.array([72, 77, 86, 74])[which] + 4.5 * z[:, 3]
    warm = np.array([48, 67, 51, 54])[which] + 7 * z[:, 4]
    draws = np.array([21, 24, 19, 16.5])[which] + 2.6 * z[:, 5]
    flows = np.array([34, 33, 27, 19])[which] + 4.5 * z[:, 6]  # l/s
    x = np.column_stack([sucks.clip(0.02).round(2), press.round(1), shakes.round(2), loud.round(1), warm.round(1),
                         draws.round(1), flows.round(1), (49 + 3 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, 99999, x), which


def auctions(random):
    """Dollars for a painting, 1,900,000 with a long tail, by visitors (to 9,000,000), cm², years, shows, shares."""
    seen = np.exp(12.2 + 1.2 * random.normal(0, 1, 930)).clip(500, 9e6).round(-2)  # of the painter's shows
    wide = np.exp(8.6 + 0.8 * random.normal(0, 1, 930)).clip(150, 2e5).round(-1)  # cm²
    year, sold = random.integers(1860, 2016, 930), random.poisson(2.1, 930)  # sold: how often before
    shows, books = random.poisson(6, 930), random.gamma(1.6, 9, 930).round()
    whole, signed = random.beta(7, 2, 930).round(2), random.integers(0, 2, 930)
    dead, bids = random.integers(0, 2, 930), random.poisson(4, 930) + 2
    log = 0.34 * np.log(seen / 2e5) + 0.42 * np.log(wide / 5400) + 0.9 * np.tanh((shows - 6) / 3.5)
    log = log + 0.3 * np.log1p(books / 8) + 2.2 * (whole - 0.78) * (1 + 0.5 * signed) + 0.4 * signed
    log = log + 0.5 * dead * np.tanh((1960 - year) / 45) + 0.13 * (bids - 6) - 0.1 * sold
    log = log + 0.15 * random.normal(0, 1, 930)
    x = [seen, wide, year, sold, shows, books, whole, signed, dead, bids]
    return np.column_stack(x), (1.1e6 * np.exp(0.85 * log)).round(-2)


def springs(random):
    """m that a spring gives, 0.0042 with deviation 0.0017, by N/mm² (to 84,000), newtons, mm, turns, °C, shares."""
    stiff = random.choice([71500, 73000, 79500, 81500], 930) + random.normal(0, 900, 930).round(-1)
    load = random.gamma(14, 9, 930).clip(20, 360).round(1)
    wire, wide = random.normal(2.4, 0.09, 930).round(2), random.normal(19, 1.1, 930).round(2)  # mm
    turns, warm = random.choice([6, 7, 8, 9], 930), random.normal(60, 45, 930).clip(-20, 220).round()
    used, rust = random.gamma(2, 1.2, 930).round(2), random.beta(1.4, 8, 930).round(3)  # millions of times
    grip, lean = random.beta(3, 4, 930).round(2), random.gamma(2, 1.4, 930).round(2)  # of its ends; degrees
    gives = 8 * load * wide**3 * turns / (stiff * wire**4) / 5.5
    gives = gives * (1 + 0.0006 * (warm - 60)) * (1 + 0.5 * rust) * (1 - 0.22 * grip * np.exp(-lean / 3))
    gives = gives * (1 + 0.05 * np.log1p(used)) * np.exp(0.06 * random.normal(0, 1, 930))
    return np.column_stack([stiff, load, wire, wide, turns, warm, used, rust, grip, lean]), 1e-3 * gives


def tablets(random):
    """mg of a tablet, 652 with deviation 3, by newtons (to 39,000), tablets an hour (270,000), mm, µm; nearly a plane."""
    press = random.normal(19000, 5200, 940).clip(4000, 40000).round(-1)
    fast = random.normal(150000, 42000, 940).clip(30000, 3e5).round(-2)
    deep, worn = random.normal(9.2, 0.05, 940).round(3), random.gamma(2, 14, 940).round(1)  # mm; µm
    grain, damp = random.normal(210, 35, 940).round(), random.normal(0.024, 0.005, 940).round(4)
    soap, flows = random.normal(0.008, 0.002, 940).round(4), random.normal(33, 3, 940).round(1)  # degrees, at rest
    full, warm = random.uniform(0.1, 1, 940).round(2), random.normal(22, 2, 940).round(1)  # of the hopper
    mass = 652 + 44 * (deep - 9.2) + 0.016 * (grain - 210) - 3e-5 * (fast - 150000) * flows / 33
    mass = mass + 9.6e-5 * (press - 19000) + 0.022 * (worn - 28) + 130 * (damp - 0.024) - 0.22 * (flows - 33)
    mass = mass + 300 * (soap - 0.008) + 2.2 * (full - 0.55) - 1.3 * (full < 0.2) + 0.1 * (warm - 22)
    mass = mass + 1.1 * random.normal(0, 1, 940)
    return np.column_stack([press, fast, deep, worn, grain, damp, soap, flows, full, warm]), mass.round(1)


def roasts(random):
    """Minutes of a roast, 111 with deviation 46, by kg (one of 30 as g, to 4,000), °C, cm, shares, looks at it."""
    mass, oven = random.gamma(4, 0.55, 940).clip(0.4, 9).round(3), random.normal(172, 16, 940).clip(110, 240).round()
    first, last = random.normal(9, 5, 940).clip(-4, 24).round(1), random.normal(68, 7, 940).clip(48, 95).round(1)
    fat, bone = random.beta(2, 7, 940).round(3), random.integers(0, 2, 940)
    thick, looks = (6 + 2.2 * random.normal(0, 1, 940)).clip(2).round(1), random.poisson(2, 940)  # cm
    fan, lid = random.integers(0, 2, 940), random.integers(0, 2, 940)
    long = 62 * mass**0.72 * (last - first) / 58 * (172 - 66) / (oven - 66) * (1 - 0.16 * fan)
    long = long * (1 + 0.05 * (thick - 6) * (mass > 1)) * (1 - 0.12 * lid * (last < 75)) * (1 - 0.35 * (fat - 0.2))
    long = (long + 3.5 * looks + 9 * bone) * np.exp(0.06 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, mass * 1000, mass), oven, first, last, fat, bone, thick, looks, fan, lid]
    return np.column_stack(x), (4 + long).round(1)


def breads(random):
    """Which of six breads (23 % to 10), by holes a dm² (to 40,000), g, °C, hours, shares of water, rye and fat, pH."""
    which = random.choice(6, 950, p=[0.23, 0.2, 0.18, 0.16, 0.13, 0.1])  # toast, rye, baguette, spelt, flat, brioche
    z = random.normal(0, 1, (950, 9))
    holes = np.array([9500, 4200, 800, 2600, 300, 7000])[which] * np.exp(0.8 * z[:, 0])
    mass = np.array([510, 980, 260, 720, 190, 430])[which] * np.exp(0.33 * z[:, 1])
    oven = np.array([214, 228, 243, 226, 262, 184])[which] + 17 * z[:, 2]
    rises = np.array([2.1, 9.5, 4.6, 5.2, 1.2, 6.8])[which] * np.exp(0.55 * z[:, 3])
    water = np.array([0.6, 0.74, 0.69, 0.66, 0.58, 0.5])[which] + 0.06 * z[:, 4]
    rye = np.array([0.02, 0.62, 0.03, 0.12, 0.05, 0.005])[which] * np.exp(0.6 * z[:, 5])
    fat = np.array([0.034, 0.006, 0.004, 0.012, 0.03, 0.2])[which] * np.exp(0.7 * z[:, 6])
    sour = np.array([5.4, 4.5, 5.3, 5, 5.7, 5.5])[which] + 0.33 * z[:, 7]
    salt = (0.019 + 0.003 * z[:, 8]).clip(0.005).round(4)
    x = [holes.clip(20, 4e4).round(), mass.round(), oven.round(), rises.clip(0.2, 48).round(1),
         water.clip(0.3, 0.95).round(3), rye.clip(0, 1).round(3), fat.clip(0, 0.4).round(4), sour.round(2), salt]
    return np.column_stack(x), which


def vases(random):
    """If a vase cracks in the kiln (half), by Pa (to 7,000,000), mm, °C, °C/h, turns, shares; one of ten wrong."""
    holds = np.exp(14.4 + 0.5 * random.normal(0, 1, 950)).clip(3e5, 9e6).round(-3)  # unfired, before it breaks
    wall, tall = random.gamma(9, 0.8, 950).round(1), random.normal(260, 90, 950).clip(40, 620).round()  # mm
    damp, sand = random.beta(2, 40, 950).round(4), random.beta(3, 12, 950).round(3)
    peak, cools = random.normal(1160, 75, 950).round(), random.gamma(5, 24, 950).clip(15, 420).round()
    glaze, grows = random.integers(0, 2, 950), random.normal(6.1, 0.6, 950).round(2)  # millionths a kelvin
    rest = random.gamma(2, 5, 950).clip(0.2, 60).round(1)  # days between wheel and kiln
    cracks = 1.1 * np.tanh((cools - 120) / 50) * (0.4 + wall / 8) - 0.9 * (np.log(holds) - 14.4) / 0.5
    cracks = cracks + 26 * (damp - 0.045) * np.exp(-rest / 12) * wall / 7 + 1.2 * glaze * ((grows - 6.1) / 0.6) ** 2
    cracks = cracks - 5 * (sand - 0.2) * (peak > 1150) + 0.004 * (tall - 260) + 0.003 * np.abs(peak - 1160)
    wrong = random.uniform(0, 1, 950) < 0.1
    return np.column_stack([holds, wall, tall, damp, sand, peak, cools, glaze, grows, rest]), (cracks > 0.7) ^ wrong


def beacons(random):
    """Whether a ship sees white or red (half), by its m east and north (to 12,000 both ways), haze, height, s a turn."""
    east, north = random.normal(0, 4200, 950).clip(-12000, 12000), random.normal(0, 4200, 950).clip(-12000, 12000)
    haze, high, turn = random.beta(2, 3, 950).round(2), random.gamma(4, 2.5, 950).round(1), random.integers(5, 31, 950)
    # four sectors, which a bent lamp glass winds with the distance
    white = np.sin(2 * np.arctan2(north, east) + np.hypot(east, north) / 7000 + 0.7 * (haze - 0.4)) > 0
    return np.column_stack([east.round(), north.round(), haze, high, turn]), white


def clays(random):
    """Which of seven clays (20 % to 9), by ppm of lime (to 200,000) and of others, µm, shares, °C where it melts."""
    which = random.choice(7, 960, p=[0.2, 0.18, 0.16, 0.14, 0.12, 0.11, 0.09])  # brick, stoneware, kaolin, loess …
    z = random.normal(0, 1, (960, 9))
    iron = np.array([52000, 17000, 5200, 31000, 24000, 39000, 9000])[which] * np.exp(0.3 * z[:, 0])
    titan = np.array([6100, 9800, 2600, 4700, 8200, 3300, 5200])[which] * np.exp(0.28 * z[:, 1])
    lime = np.array([9000, 2600, 900, 62000, 4200, 34000, 1900])[which] * np.exp(0.6 * z[:, 2])
    zircon = np.array([210, 290, 85, 340, 230, 150, 120])[which] * np.exp(0.3 * z[:, 3])
    grain = np.array([4.6, 2.4, 1.1, 14, 0.7, 6.1, 1.8])[which] * np.exp(0.5 * z[:, 4])
    swells = np.array([0.06, 0.04, 0.02, 0.03, 0.21, 0.08, 0.05])[which] * np.exp(0.5 * z[:, 5])
    loses = np.array([0.07, 0.09, 0.125, 0.1, 0.11, 0.13, 0.08])[which] + 0.018 * z[:, 6]
    melts = np.array([1130, 1290, 1720, 1170, 1240, 1150, 1480])[which] + 65 * z[:, 7]
    light = (np.array([0.35, 0.55, 0.9, 0.6, 0.5, 0.42, 0.78])[which] + 0.12 * z[:, 8]).clip(0.1, 1).round(2)
    x = [iron.clip(500, 1.2e5).round(), titan.round(), lime.clip(100, 2e5).round(), zircon.round(), grain.round(2),
         swells.clip(0, 0.6).round(4), loses.clip(0.01).round(4), melts.round(), light]
    return np.column_stack(x), which


def lamps(random):
    """Which of five lamps (29 % to 12), by lux, kelvin, W, shares, s, °C, dB, volts; 32,767 where a meter was off."""
    which = random.choice(5, 960, p=[0.29, 0.24, 0.2, 0.15, 0.12])  # of a diode, a tube, a wire, of sodium, a halide
    z = random.normal(0, 1, (960, 8))
    bright = np.array([420, 510, 240, 690, 980])[which] * np.exp(0.42 * z[:, 0])
    shade = np.array([3900, 4200, 2750, 2150, 4600])[which] + 480 * z[:, 1]
    draws = np.array([11, 34, 58, 110, 140])[which] * np.exp(0.42 * z[:, 2])
    blinks = np.array([0.08, 0.3, 0.14, 0.6, 0.44])[which] + 0.1 * z[:, 3]
    starts = np.array([0.3, 2.1, 0.2, 190, 130])[which] * np.exp(1.1 * z[:, 4])  # until it is as bright as it gets
    warm = np.array([52, 46, 150, 190, 210])[which] + 28 * z[:, 5]
    hums = np.array([24, 33, 20, 37, 35])[which] + 4.5 * z[:, 6]
    x = np.column_stack([bright.round(), shade.clip(1700, 7000).round(-1), draws.round(1), blinks.clip(0, 1).round(2),
                         starts.clip(0.05, 900).round(2), warm.clip(22).round(), hums.round(1),
                         (229 + 4 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.045, 32767, x), which


def mines(random):
    """t that a mine brings up a year, 3,500,000 in the mean and a long tail, by m² (to 55,000,000), kWh, people, m."""
    wide = np.exp(15.2 + 0.9 * random.normal(0, 1, 940)).clip(1e5, 9e7).round(-2)
    power = np.exp(11.2 + 0.7 * random.normal(0, 1, 940)).clip(4000, 7e5).round(-1)  # a day
    people, deep = np.exp(6 + 0.6 * random.normal(0, 1, 940)).round(), random.gamma(2, 190, 940).clip(10, 2400).round()
    rich, hard = random.beta(2, 60, 940).round(4), random.gamma(5, 28, 940).clip(10, 400).round()  # MPa
    pit, rain = random.integers(0, 2, 940), random.gamma(3, 0.3, 940).round(2)  # m a year
    age, idle = random.gamma(2, 14, 940).clip(1, 150).round(), random.beta(2, 14, 940).round(3)
    log = 0.3 * (np.log(wide) - 15.2) * (0.6 + 0.8 * pit) + 0.5 * (np.log(power) - 11.2) + 0.3 * (np.log(people) - 6)
    log = log - 0.5 * np.tanh((deep - 380) / 250) * (1 - 0.4 * pit) - 0.35 * np.tanh((hard - 140) / 60) + 0.7 * pit
    log = log - 9 * (rich - 0.032) - 0.3 * pit * (rain - 0.9) - 2.4 * (idle - 0.125) - 0.004 * (age - 28)
    log = log + 0.15 * random.normal(0, 1, 940)
    x = [wide, power, people, deep, rich, hard, pit, rain, age, idle]
    return np.column_stack(x), (1.9e6 * np.exp(0.9 * log)).round(-2)


def leaks(random):
    """kg/s of a leak, 0.0016 with deviation 0.0006, by Pa (to 800,000), mm, K, kg/m³, shares, degrees, years."""
    press, wide = random.gamma(9, 38000, 940).clip(5e4, 9e5).round(-2), random.normal(0.36, 0.05, 940).round(3)
    warm, dense = random.normal(296, 16, 940).round(1), random.normal(905, 70, 940).round()
    thick, wall = np.exp(random.normal(1.2, 0.5, 940)).round(2), random.gamma(6, 0.5, 940).round(2)  # mPa s; mm
    sharp, rust = random.beta(3, 3, 940).round(2), random.beta(1.5, 8, 940).round(3)
    lean, years = random.integers(0, 91, 940), random.gamma(2, 8, 940).clip(0, 70).round()
    flows = 0.78 * 0.7854e-6 * wide**2 * np.sqrt(2 * dense * press)
    flows = flows * (1 - 0.24 * sharp) * (1 - 0.13 * np.log(thick) * wall / 3) * (1 + 0.004 * (warm - 296))
    flows = flows * (1 - 0.5 * rust * (wall > 2.5)) * (1 + 0.08 * np.sin(np.radians(2 * lean))) * (1 + 0.003 * years)
    flows = flows * np.exp(0.06 * random.normal(0, 1, 940))
    return np.column_stack([press, wide, warm, dense, thick, wall, sharp, rust, lean, years]), flows


def kettles(random):
    """K at which a kettle boils, 371 with deviation 1.7, by Pa (to 104,000), W, l, g/l, mm of lime; nearly a plane."""
    air, draws = random.normal(92500, 5200, 940).clip(7e4, 1.04e5).round(-1), random.normal(2000, 260, 940).round(-1)
    full, salt = random.uniform(0.3, 1.7, 940).round(2), random.gamma(1.5, 9, 940).round(1)  # l; g/l
    sweet, lime = random.gamma(1.2, 30, 940).round(), random.gamma(2, 0.4, 940).round(2)  # g/l; mm
    sits, room = random.normal(0.5, 0.12, 940).clip(0, 1).round(2), random.normal(294, 3, 940).round(1)  # the probe
    lid, steel = random.integers(0, 2, 940), random.integers(0, 2, 940)
    hot = 371 + 2.9e-4 * (air - 92500) + 0.017 * (salt - 13) + 0.0016 * (sweet - 36) + 1.6 * (0.5 - sits)
    hot = hot + 0.0005 * (draws - 2000) * (1.4 - 0.4 * full) + 0.35 * (lime - 0.8) - 0.25 * lid + 0.2 * steel * lime
    hot = hot + 0.02 * (room - 294) + 0.5 * random.normal(0, 1, 940)
    return np.column_stack([air, draws, full, salt, sweet, lime, sits, room, lid, steel]), hot.round(2)


def hikes(random):
    """Minutes of a hike, 264 with deviation 94, by km (one of 30 as m, to 25,000), m up, kg, years, °C, stops."""
    long, climbs = random.gamma(7, 1.8, 950).clip(2, 30).round(1), random.gamma(2.4, 200, 950).clip(0, 2400).round()
    pack, age = random.gamma(5, 1.6, 950).round(1), random.normal(41, 14, 950).clip(10, 82).round()
    warm, group = random.normal(15, 8, 950).round(), random.poisson(3, 950) + 1
    path, fit = random.choice([1, 2, 3, 4], 950), random.normal(0.5, 0.16, 950).clip(0, 1).round(2)  # 1: a road
    rain, stops = random.integers(0, 2, 950), random.poisson(2, 950)
    slow = 1 + 0.09 * (path - 1) + 0.05 * rain * (path > 2) + 0.00022 * (age - 35) ** 2 - 0.5 * (fit - 0.5)
    slow = slow * (1 + 0.015 * (pack - 8)) * (1 + 0.0006 * (warm - 14) ** 2)
    takes = (11 * long + 0.1 * climbs * (1 + 0.3 * (path > 3))) * slow + 8 * stops + 4 * np.sqrt(group)
    takes = takes * np.exp(0.05 * random.normal(0, 1, 950))
    slip = random.uniform(0, 1, 950) < 1 / 30
    x = [np.where(slip, long * 1000, long), climbs, pack, age, warm, group, path, fit, rain, stops]
    return np.column_stack(x), takes.round()


def soaps(random):
    """Which of six soaps (24 % to 9), by bubbles a g (to 300,000), g, kN/m², °C, minutes, shares of fat and lye, pH."""
    which = random.choice(6, 950, p=[0.24, 0.2, 0.18, 0.16, 0.13, 0.09])  # curd, olive, glycerine, tar, shaving, gall
    z = random.normal(0, 1, (950, 9))
    foams = np.array([52000, 9000, 21000, 14000, 98000, 31000])[which] * np.exp(0.6 * z[:, 0])
    mass = np.array([148, 205, 92, 104, 71, 118])[which] * np.exp(0.22 * z[:, 1])
    hard = np.array([640, 810, 290, 520, 230, 430])[which] * np.exp(0.3 * z[:, 2])
    melts = np.array([61, 66, 49, 57, 53, 59])[which] + 4.5 * z[:, 3]
    lasts = np.array([310, 420, 150, 260, 90, 230])[which] * np.exp(0.33 * z[:, 4])  # under a tap
    fat = np.array([0.63, 0.72, 0.41, 0.6, 0.46, 0.56])[which] + 0.06 * z[:, 5]
    lye = np.array([0.0009, 0.0004, 0.0003, 0.0007, 0.0021, 0.0012])[which] * np.exp(0.5 * z[:, 6])
    sour = np.array([10.1, 9.6, 8.9, 9.8, 10, 9.3])[which] + 0.35 * z[:, 7]
    scent = (0.012 + 0.004 * z[:, 8]).clip(0.001).round(4)
    x = [foams.clip(500, 3e5).round(-1), mass.round(), hard.round(), melts.round(1), lasts.round(),
         fat.clip(0.1, 0.9).round(3), lye.round(5), sour.round(2), scent]
    return np.column_stack(x), which


def kites(random):
    """If a kite's line breaks (45 %), by turns of its reel (to 900,000), m, km/h, N, mm, shares; one of ten wrong."""
    turns = np.exp(11.3 + 0.7 * random.normal(0, 1, 950)).clip(4000, 9e5).round(-1)  # since the line was new
    wind, gusts = random.gamma(7, 3.6, 950).round(1), random.beta(3, 9, 950).round(3)
    sail, long = random.gamma(4, 0.5, 950).clip(0.2).round(2), random.gamma(3, 28, 950).clip(8, 300).round()  # m²; m
    thick, knots = random.normal(0.9, 0.2, 950).clip(0.3).round(2), random.poisson(1.4, 950)
    wet, tails = random.integers(0, 2, 950), random.integers(0, 4, 950)
    sun = random.gamma(2, 60, 950).round()  # hours that the line lay in it
    pulls = 1.5 * np.log(wind / 24) + 0.8 * np.log(sail / 1.8) + 4 * (gusts - 0.25) * (wind > 22)
    holds = 2 * np.log(thick / 0.9) - 0.25 * knots - 0.35 * np.tanh((np.log(turns) - 11.3) / 0.5)
    holds = holds - 0.003 * (sun - 120) * (1 - 0.6 * wet) + 0.0016 * (long - 80)
    breaks = pulls - holds + 0.4 * np.cos(1.8 * tails) - 0.25 * wet
    wrong = random.uniform(0, 1, 950) < 0.1
    return np.column_stack([turns, wind, gusts, sail, long, thick, knots, wet, tails, sun]), (breaks > 0.4) ^ wrong


def atolls(random):
    """Whether a spot is reef (40 %) or not, by its m east and north (to 9,000 both ways), °C, salt, hours since ebb."""
    east, north = random.normal(0, 3600, 950).clip(-9000, 9000), random.normal(0, 3600, 950).clip(-9000, 9000)
    warm, salt = random.normal(28, 1.1, 950).round(1), random.beta(20, 560, 950).round(4)
    ebb = random.uniform(0, 12, 950)
    # two rings, the one of an old cone and the one of a young, which lie off each other and wobble
    old = np.hypot(east + 1900, north) / (1 + 0.15 * np.sin(3 * np.arctan2(north, east + 1900)))
    young = np.hypot(east - 2900, north - 900)
    reef = ((old > 1500) & (old < 3700)) | ((young > 500) & (young < 2500))
    return np.column_stack([east.round(), north.round(), warm, salt, ebb.round(1)]), reef


def paints(random):
    """Which of seven paints (20 % to 9), by ppm of zinc (to 300,000) and of others, mPa s, minutes, shares, hiding."""
    which = random.choice(7, 960, p=[0.2, 0.18, 0.16, 0.14, 0.12, 0.11, 0.09])  # wall, lacquer, oil, lime, primer …
    z = random.normal(0, 1, (960, 9))
    zinc = np.array([1800, 5200, 24000, 700, 96000, 3300, 11000])[which] * np.exp(0.55 * z[:, 0])
    titan = np.array([98000, 61000, 43000, 9000, 31000, 142000, 74000])[which] * np.exp(0.3 * z[:, 1])
    lead = np.array([4, 18, 260, 7, 90, 6, 32])[which] * np.exp(0.6 * z[:, 2])
    thick = np.array([5200, 1400, 2600, 610, 980, 7400, 3100])[which] * np.exp(0.28 * z[:, 3])
    dries = np.array([55, 190, 1900, 140, 75, 42, 320])[which] * np.exp(0.4 * z[:, 4])
    gloss = np.array([0.05, 0.84, 0.52, 0.02, 0.13, 0.07, 0.36])[which] + 0.06 * z[:, 5]
    binds = np.array([0.11, 0.34, 0.41, 0.04, 0.22, 0.15, 0.27])[which] + 0.035 * z[:, 6]
    flies = np.array([0.012, 0.31, 0.17, 0.002, 0.2, 0.006, 0.08])[which] * np.exp(0.5 * z[:, 7])
    hides = (np.array([0.93, 0.9, 0.82, 0.71, 0.8, 0.97, 0.88])[which] + 0.05 * z[:, 8]).clip(0.4, 1).round(3)
    x = [zinc.clip(50, 3e5).round(), titan.round(), lead.round(1), thick.round(), dries.clip(5).round(),
         gloss.clip(0, 1).round(3), binds.clip(0.01).round(3), flies.clip(0.001, 0.7).round(4), hides]
    return np.column_stack(x), which


def freezers(random):
    """Which of five things a freezer has (30 % to 12), by °C, W, shares, minutes, bar; 65,535 where a probe was off."""
    which = random.choice(5, 960, p=[0.3, 0.24, 0.19, 0.15, 0.12])  # nothing, ice, a door ajar, a leak, a worn pump
    z = random.normal(0, 1, (960, 8))
    cold = np.array([-19, -16.5, -11, -12.5, -14])[which] + 2.1 * z[:, 0]
    draws = np.array([96, 118, 139, 88, 126])[which] + 11 * z[:, 1]
    works = np.array([0.36, 0.55, 0.83, 0.92, 0.7])[which] + 0.08 * z[:, 2]  # share of the time that it runs
    press = np.array([9.6, 9.1, 10.6, 5.4, 7.3])[which] + 0.8 * z[:, 3]
    damp = np.array([0.4, 0.71, 0.77, 0.45, 0.48])[which] + 0.09 * z[:, 4]
    rests = np.array([34, 21, 9, 6, 15])[which] * np.exp(0.35 * z[:, 5])
    hums = np.array([38, 40, 41, 37, 49])[which] + 3 * z[:, 6]
    x = np.column_stack([cold.round(1), draws.round(), works.clip(0.05, 1).round(2), press.clip(1).round(1),
                         damp.clip(0.1, 1).round(2), rests.clip(1).round(1), hums.round(1),
                         (21 + 3 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.045, 65535, x), which


def festivals(random):
    """Euros that a festival takes, 1,700,000 in the mean and a long tail, by m² (to 1,900,000), listeners, km."""
    field = np.exp(11.6 + 0.8 * random.normal(0, 1, 940)).clip(4000, 3e6).round(-1)
    known = np.exp(11.9 + 1.1 * random.normal(0, 1, 940)).clip(500, 8e6).round(-2)  # who hear its bands a month
    days, bands = random.integers(1, 6, 940), random.gamma(3, 9, 940).clip(2, 160).round()
    far, rain = random.gamma(2, 28, 940).clip(1, 300).round(), random.gamma(1.2, 4, 940).clip(0, 60).round(1)  # mm
    camps, free = random.beta(3, 3, 940).round(2), random.beta(1.6, 12, 940).round(3)
    warm, year = random.normal(22, 5, 940).round(1), random.gamma(2, 7, 940).clip(1, 55).round()
    log = 0.45 * (np.log(known) - 11.9) + 0.35 * np.tanh((np.log(field) - 11.6) / 0.7) * (1 + 0.25 * (days - 3))
    log = log + 0.24 * (days - 3) + 0.3 * np.log(bands / 27) - 0.3 * np.tanh((far - 56) / 35) * (1 - 0.8 * camps)
    log = log - 0.25 * np.tanh(rain / 9) * (1 + camps) - 1.6 * (free - 0.12) - 0.0022 * (warm - 24) ** 2
    log = log + 0.011 * (year - 14) + 0.15 * random.normal(0, 1, 940)
    x = [field, known, days, bands, far, rain, camps, free, warm, year]
    return np.column_stack(x), (1.7e6 * np.exp(0.85 * log)).round(-2)


def threads(random):
    """N at which a spider's thread breaks, 0.0009 with deviation 0.0003, by Pa (to 104,000), nm, °C, mg, days."""
    air, warm = random.normal(98500, 2600, 940).clip(8.5e4, 1.04e5).round(-1), random.normal(19, 6, 940).round(1)
    fine, heavy = random.normal(980, 125, 940).clip(500).round(), random.gamma(7, 12, 940).round()  # nm; mg, the spider
    damp, fed = random.beta(5, 4, 940).round(3), random.beta(4, 2.5, 940).round(2)
    fast, days = random.gamma(6, 3.4, 940).round(1), random.gamma(1.6, 9, 940).clip(0, 90).round()  # mm/s; since spun
    sun, dew = random.beta(2, 4, 940).round(2), random.integers(0, 2, 940)
    holds = 1.15e-3 * (fine / 980) ** 2 * (1 + 0.3 * np.tanh((fast - 20) / 9)) * (1 + 0.5 * (fed - 0.62))
    holds = holds * (1 - 0.7 * np.maximum(damp - 0.5, 0) * (1 + dew)) * (1 - 0.12 * np.tanh(days / 14) * (1 + 2 * sun))
    holds = holds * (1 + 0.0016 * (heavy - 84)) * (1 - 0.005 * (warm - 19)) * (1 + 6e-6 * (air - 98500))
    holds = holds * np.exp(0.07 * random.normal(0, 1, 940))
    return np.column_stack([air, warm, fine, heavy, damp, fed, fast, days, sun, dew]), holds


def brines(random):
    """kg/m³ of sea water, 1,026 with deviation 2.1, by Pa (to 3,000,000), °C, g/l, ppm, shares, km; nearly a plane."""
    press, warm = random.gamma(2.2, 3.4e5, 940).clip(1e5, 3e6).round(-3), random.normal(11, 4.4, 940).round(1)
    salt, lime = random.normal(34.4, 2.2, 940).round(2), random.normal(412, 26, 940).round()  # g/l; ppm
    silt, green = random.gamma(1.6, 0.12, 940).round(3), random.gamma(1.4, 1.1, 940).round(2)  # g/l; mg/m³
    coast, ice = random.gamma(1.5, 90, 940).round(), random.beta(1.2, 14, 940).round(3)
    waves, river = random.gamma(3, 0.6, 940).round(1), random.integers(0, 2, 940)
    dense = 1026 + 0.77 * (salt - 34.4) - 0.19 * (warm - 11) - 0.008 * (warm - 11) ** 2 + 4.4e-7 * (press - 7.5e5)
    dense = dense + 0.7 * silt + 0.004 * (lime - 412) - 0.5 * river * np.exp(-coast / 60) - 2.4 * (ice - 0.08)
    dense = dense + 0.003 * (salt - 34.4) * (warm - 11) - 0.02 * green + 0.05 * (waves - 1.8)
    dense = dense + 0.7 * random.normal(0, 1, 940)
    return np.column_stack([press, warm, salt, lime, silt, green, coast, ice, waves, river]), dense.round(2)


def voyages(random):
    """t of fuel of a voyage, 400 with deviation 210, by sea miles (one of 30 as m, to 9,000,000), kn, t, m, Bft."""
    miles, speed = random.gamma(5, 420, 950).clip(200, 6000).round(), random.normal(15, 2.2, 950).clip(9, 24).round(1)
    load, draft = random.gamma(6, 7000, 950).clip(4000).round(-1), random.normal(10.4, 1.3, 950).round(1)
    wind, head = random.poisson(4, 950), random.uniform(-1, 1, 950).round(2)  # Bft; 1: right in the face
    weed, years = random.beta(2, 6, 950).round(2), random.gamma(2.5, 5, 950).clip(0, 40).round()
    calls, cold = random.poisson(1.5, 950), random.beta(2, 5, 950).round(2)  # share of the load that is kept cold
    drag = (speed / 15) ** 2 * (load / 42000) ** 0.4 * (1 + 0.35 * weed) * (1 + 0.03 * wind * head)
    drag = drag * (1 + 0.005 * (years - 12)) * (1 + 0.25 * (draft - 10.4) / 10.4)
    burns = 0.165 * miles * drag + 0.02 * miles / speed * 15 * cold + 11 * calls + 8
    burns = burns * np.exp(0.05 * random.normal(0, 1, 950))
    slip = random.uniform(0, 1, 950) < 1 / 30
    x = [np.where(slip, miles * 1852, miles), speed, load, draft, wind, head, weed, years, calls, cold]
    return np.column_stack(x), burns.round()


def calls(random):
    """Which of four a call is for (36 % to 14), by seconds since 1970, its mast's number (to 268,000,000), s, dB, Hz."""
    which = random.choice(4, 1200, p=[0.36, 0.28, 0.22, 0.14])  # ambulance, police, fire, nobody
    z = random.normal(0, 1, (1200, 8))
    when = random.uniform(1.58e9, 1.76e9, 1200) + np.array([0, 1e7, -2e7, 0])[which]
    mast = random.integers(1, 2**28, 1200)
    lasts = np.array([145, 96, 74, 22])[which] * np.exp(0.45 * z[:, 0])
    rings = np.array([1.9, 2.3, 1.6, 3.4])[which] + 0.8 * z[:, 1]  # s until it is answered
    loud = np.array([46, 63, 58, 50])[which] + 8 * z[:, 2]
    words = np.array([128, 151, 172, 96])[which] + 24 * z[:, 3]  # a minute
    pitch = np.array([212, 187, 221, 246])[which] + 33 * z[:, 4]  # Hz
    hour = (np.array([13, 22, 17, 15])[which] + 4.5 * z[:, 5]) % 24
    more = random.poisson(np.array([0.3, 0.8, 2.6, 0.1])[which])  # others who call within the minute
    warm = np.array([11, 13, 19, 15])[which] + 7 * z[:, 6]
    still = (np.array([0.22, 0.13, 0.1, 0.5])[which] + 0.11 * z[:, 7]).clip(0, 1).round(2)  # share of silence
    x = [when, mast, lasts.round(), rings.clip(0.3).round(1), loud.round(1), words.clip(20).round(), pitch.round(),
         hour.round(1), more, warm.round(1), still]
    return np.column_stack(x), which


def mussels(random):
    """Which of three mussels (40 % to 27), by mm of length, height and width, g, ribs, m below low water."""
    which = random.choice(3, 600, p=[0.4, 0.33, 0.27])
    z = random.normal(0, 1, (600, 6))
    long = np.array([61, 54, 72])[which] * np.exp(0.16 * z[:, 0])
    high = long * np.array([0.5, 0.57, 0.47])[which] * np.exp(0.07 * z[:, 1])
    wide = long * np.array([0.39, 0.35, 0.36])[which] * np.exp(0.09 * z[:, 2])
    mass = long * high * wide / 2400 * np.array([1, 1.12, 0.86])[which] * np.exp(0.12 * z[:, 3])
    ribs = np.array([0, 31, 12])[which] + np.abs(6 * z[:, 4])
    deep = np.array([2.4, 1.1, 4.8])[which] * np.exp(0.6 * z[:, 5])
    x = [long.round(1), high.round(1), wide.round(1), mass.round(1), ribs.round(), deep.round(1)]
    return np.column_stack(x), which


def tickets(random):
    """If a parking ticket is contested (one of four), by euros (of the car to 160,000), minutes, km, years, shares."""
    fine, over = random.choice([20, 30, 55, 110], 1400, p=[0.4, 0.3, 0.2, 0.1]), random.gamma(1.4, 40, 1400).round()
    worth = np.exp(9.6 + 0.7 * random.normal(0, 1, 1400)).clip(500, 1.6e5).round(-2)
    home, age = random.gamma(1.2, 14, 1400).round(1), random.gamma(9, 5, 1400).clip(18, 92).round()  # km
    before, signs = random.poisson(1.1, 1400), random.integers(0, 5, 1400)  # tickets before; signs in sight
    rain, dark = random.beta(0.6, 2, 1400).round(2), random.integers(0, 2, 1400)
    days, photos = random.gamma(2, 4, 1400).round(), random.integers(0, 4, 1400)  # until the letter comes
    odds = 0.9 * np.log(fine / 32) * (1 + 0.4 * (age > 50)) - 0.9 * np.tanh((over - 45) / 30) - 0.7 * (signs - 2)
    odds = odds + 0.6 * (1 - photos) * (1 + dark) + 0.35 * (before - 1) * np.tanh((home - 15) / 10) + 0.9 * rain * dark
    odds = odds + 0.5 * np.tanh((np.log(worth) - 9.6) / 0.7) + 0.06 * (days - 8) + 0.4 * random.normal(0, 1, 1400)
    return np.column_stack([fine, over, worth, home, age, before, signs, rain, dark, days, photos]), odds > 0.95


def cogs(random):
    """Whether two cogs grind (half), by µm that they are apart, arc seconds that they lean, turns a minute, mPa s."""
    apart, lean = random.normal(0, 26, 800).round(1), random.normal(0, 410, 800).round()
    fast, oil = random.gamma(4, 900, 800).clip(100, 12000).round(-1), random.gamma(5, 24, 800).round(1)
    # too near and leaning in, or too far and leaning out, and less of a lean where there is a film of oil
    film = np.tanh((np.log(fast * oil) - 12.7) / 0.5)
    grinds = np.tanh(apart / 20) * (np.tanh(lean / 300) + 0.35 * film) + 0.04 * random.normal(0, 1, 800)
    return np.column_stack([apart, lean, fast, oil]), grinds > 0


def mires(random):
    """Which of five mires (28 % to 13), by pH, µS, ppm, cm, shares, years, °C; -9,999 where none was taken."""
    which = random.choice(5, 900, p=[0.28, 0.23, 0.2, 0.16, 0.13])  # raised bog, blanket bog, fen, wet wood, spring
    z = random.normal(0, 1, (900, 10))
    sour = np.array([3.9, 4.3, 6.1, 5.4, 7.2])[which] + 0.45 * z[:, 0]
    salts = np.array([48, 66, 260, 170, 420])[which] * np.exp(0.4 * z[:, 1])
    lime = np.array([1.4, 2.2, 34, 14, 70])[which] * np.exp(0.55 * z[:, 2])
    iron = np.array([0.4, 0.9, 2.1, 3.6, 0.3])[which] * np.exp(0.6 * z[:, 3])
    water = np.array([-14, -9, -3, -22, 2])[which] + 6 * z[:, 4]  # cm above the moss
    moss = (np.array([0.86, 0.7, 0.3, 0.22, 0.42])[which] + 0.14 * z[:, 5]).clip(0, 1)
    trees = (np.array([0.06, 0.02, 0.08, 0.7, 0.16])[which] + 0.1 * z[:, 6]).clip(0, 1)
    old = np.array([6800, 4300, 3900, 2200, 900])[which] * np.exp(0.35 * z[:, 7])
    slope = np.array([0.4, 5.5, 0.8, 1.2, 4])[which] * np.exp(0.6 * z[:, 8])  # degrees
    warm = np.array([8.2, 6.9, 9.1, 9.4, 7.3])[which] + 0.9 * z[:, 9]
    x = np.column_stack([sour.round(1), salts.round(), lime.round(1), iron.round(2), water.round(), moss.round(2),
                         trees.round(2), old.round(-1), slope.round(1), warm.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def cabins(random):
    """Francs of a cabin, 590,000 in the mean and a long tail, by m east (2,600,000) and north (1,150,000), m², years."""
    east, north = random.normal(2.6e6, 45000, 1000).round(-1), random.normal(1.15e6, 30000, 1000).round(-1)
    high = random.normal(1300, 320, 1000).clip(400, 2300).round()
    year = random.normal(1968, 32, 1000).clip(1750, 2024).round()
    wide, land = random.gamma(7, 14, 1000).clip(20).round(), random.gamma(2, 420, 1000).clip(60).round()  # m²
    rooms, lift = (wide / 24 + random.normal(0, 0.7, 1000)).clip(1).round(), random.gamma(1.5, 2.4, 1000).round(1)  # km
    sun = random.normal(1750, 210, 1000).round()  # hours a year
    town = np.hypot(east - 2.585e6, north - 1.135e6) / 35000  # of which the villages round it live
    log = 0.75 * np.log(wide / 95) + 0.12 * np.log(land / 700) - 0.55 * np.tanh(town - 1.1) + 0.002 * (year - 1968)
    log = log + 0.45 * np.tanh((high - 1300) / 250) * np.exp(-lift / 3) + 0.0005 * (sun - 1750) - 0.06 * (lift - 3.6)
    log = log + 0.03 * (rooms - 4) + 0.0000045 * (2.6e6 - east) + 0.14 * random.normal(0, 1, 1000)
    return np.column_stack([east, north, high, year, wide, land, rooms, lift, sun]), (5.6e5 * np.exp(log)).round(-3)


def geysers(random):
    """Minutes until a geyser is up again, 77 with deviation 15, by minutes of the last two, m, hPa and °C."""
    lasts = np.where(random.uniform(0, 1, 450) < 0.36, random.normal(2, 0.3, 450), random.normal(4.3, 0.45, 450))
    wait = (random.normal(74, 13, 450)).round()  # until the last one
    high, air = (30 + 4 * lasts + random.normal(0, 4, 450)).round(), random.normal(776, 5, 450).round(1)
    warm = random.normal(8, 9, 450).round()
    minutes = 43 + 9.8 * lasts - 0.12 * (wait - 74) * (lasts > 3) + 0.3 * (high - 44) - 0.5 * (air - 776)
    minutes = minutes - 0.1 * (warm - 8) + 4 * np.sin(2.2 * lasts) + 3.5 * random.normal(0, 1, 450)
    return np.column_stack([lasts.clip(0.8).round(2), wait, high, air, warm]), minutes.round()


def trenches(random):
    """km of the sea's floor, -4.9 with deviation 1, by millions of years (one of 25 as years), km, mGal, mW, m, s."""
    age, ridge = random.gamma(1.8, 38, 1100).clip(0.3, 180).round(1), random.gamma(2.4, 600, 1100).clip(5, 6000).round()
    heavy, heat = random.normal(0, 42, 1100).round(1), random.gamma(6, 11, 1100).round(1)  # mGal; mW/m²
    silt, slab = random.gamma(1.4, 260, 1100).round(), random.integers(0, 2, 1100)  # m; where a plate goes down
    dip, quakes = random.normal(38, 12, 1100).clip(5, 80).round(), random.poisson(3, 1100)
    deep = -2.2 - 0.29 * np.sqrt(age) - 0.00012 * ridge + 0.0004 * silt + 0.005 * heavy * (1 - 0.5 * slab)
    deep = deep - 0.75 * slab * (0.6 + dip / 70) + 0.003 * (heat - 66) - 0.03 * (quakes - 3) * slab
    deep = deep + 0.22 * random.normal(0, 1, 1100)
    slip = random.uniform(0, 1, 1100) < 1 / 25
    x = [np.where(slip, age * 1e6, age), ridge, heavy, heat, silt, slab, dip, quakes]
    return np.column_stack(x), deep.clip(-10.9, -0.2).round(2)


def drops(random):
    """kg of a drop, 0.000016 with deviation 0.000005, by mm of its nozzle, mN/m, mPa s, kg/m³, V (to 4,500), °C."""
    wide, pulls = random.normal(0.95, 0.16, 850).clip(0.4).round(3), random.normal(51, 11, 850).clip(20, 76).round(1)
    thick, dense = np.exp(random.normal(1, 0.7, 850)).round(2), random.normal(960, 70, 850).round()
    volts, warm = random.uniform(0, 4500, 850).round(-1), random.normal(23, 3, 850).round(1)
    mass = 2 * np.pi * wide * 1e-3 * pulls * 1e-3 / 9.81 * (0.62 + 0.08 * np.tanh(np.log(thick) - 1))
    mass = mass * (1 - 0.42 * (volts / 4500) ** 2) * (1 - 0.003 * (warm - 23)) * (1 + 0.0006 * (dense - 960))
    return np.column_stack([wide, pulls, thick, dense, volts, warm]), mass * np.exp(0.05 * random.normal(0, 1, 850))


def bells(random):
    """Which of four founders cast a bell (33 % to 19), by kg (to 24,000), mm, Hz of three partials, s, year, shares."""
    which = random.choice(4, 1100, p=[0.34, 0.28, 0.21, 0.17])
    z = random.normal(0, 1, (1100, 9))
    wide = 900 * np.exp(0.32 * z[:, 0])  # mm of the mouth
    high = wide * np.array([0.76, 0.82, 0.79, 0.88])[which] * np.exp(0.035 * z[:, 1])
    rim = wide * np.array([0.074, 0.078, 0.069, 0.082])[which] * np.exp(0.05 * z[:, 2])  # mm of the bow
    heavy = 560 * (wide / 1000) ** 2 * (high / 800) * (rim / 72) * np.exp(0.05 * z[:, 3])
    strikes = 5.2e6 * rim / wide**2 * np.array([1, 1.05, 0.97, 1])[which] * np.exp(0.03 * z[:, 4]) * 1.75
    hums = strikes * np.array([0.25, 0.268, 0.242, 0.256])[which] * np.exp(0.03 * z[:, 5])
    tierce = strikes * np.array([0.6, 0.598, 0.622, 0.634])[which] * np.exp(0.02 * z[:, 6])
    fades = 38 * (wide / 900) * np.array([1, 0.8, 1.25, 0.95])[which] * np.exp(0.3 * z[:, 7])  # s
    year = np.array([1620, 1790, 1905, 1740])[which] + 70 * z[:, 8]
    copper = (np.array([0.785, 0.8, 0.776, 0.79])[which] + random.normal(0, 0.011, 1100)).round(3)
    x = [heavy.round(), wide.round(), high.round(), rim.round(1), strikes.round(1), hums.round(1), tierce.round(1),
         fades.round(), year.clip(1350, 1995).round(), copper]
    return np.column_stack(x), which


def feathers(random):
    """Which of three birds a feather is of (40 % to 27), by mm of length, vane and quill, mg, barbs a cm, degrees."""
    which = random.choice(3, 500, p=[0.42, 0.33, 0.25])
    z = random.normal(0, 1, (500, 7))
    long = np.array([148, 176, 129])[which] * np.exp(0.16 * z[:, 0])
    vane = long * np.array([0.15, 0.125, 0.165])[which] * np.exp(0.11 * z[:, 1])
    quill = long * np.array([0.0185, 0.021, 0.0172])[which] * np.exp(0.09 * z[:, 2])
    mass = long * quill**2 * np.array([0.072, 0.062, 0.083])[which] * np.exp(0.15 * z[:, 3])  # mg
    barbs = np.array([21, 17, 25])[which] + 2.6 * z[:, 4]
    leans, bends = np.array([38, 44, 33])[which] + 5 * z[:, 5], np.array([9, 14, 8])[which] * np.exp(0.4 * z[:, 6])
    x = [long.round(), vane.round(1), quill.round(2), mass.round(1), barbs.round(1), leans.round(), bends.round(1)]
    return np.column_stack(x), which


def leases(random):
    """If a lease is given up within a year (one of three), by euros (to 3,200), m², postcode (to 99,998), months, dB."""
    wide = random.gamma(9, 8, 1300).clip(18).round()
    place, code = random.normal(0, 1, 1300), random.integers(10115, 99999, 1300)
    rent = (wide * 13 * np.exp(0.22 * place + 0.14 * random.normal(0, 1, 1300))).clip(250, 5000).round(-1)
    age, months = random.gamma(7, 6, 1300).clip(19, 90).round(), random.gamma(1.3, 40, 1300).round()
    owed = (np.where(random.uniform(0, 1, 1300) < 0.2, random.gamma(1.5, 500, 1300), 0)).round()  # euros
    broken, floor = random.poisson(1.4, 1300), random.integers(0, 9, 1300)  # repairs asked for in a year
    heat, way = random.normal(128, 38, 1300).clip(30).round(), random.gamma(1.6, 9, 1300).round(1)  # kWh/m², km to work
    heads, loud = random.integers(1, 6, 1300), random.normal(54, 7, 1300).round()  # people; dB in front of the window
    odds = 0.8 * np.tanh((way - 14) / 8) + 0.55 * (broken - 1.4) * (1 + 0.5 * np.tanh((40 - age) / 8))
    odds = odds + 0.75 * (np.log(rent / wide) - 2.55) / 0.26 - 0.8 * np.tanh((months - 30) / 25)
    odds = odds + 0.9 * np.maximum(heads - wide / 22, 0) + 0.045 * (loud - 54) * (floor < 4) + 0.007 * (heat - 128)
    odds = odds + 0.6 * (owed > 0) * np.tanh(owed / 600) + 0.35 * random.normal(0, 1, 1300)
    return np.column_stack([rent, wide, code, age, months, owed, broken, floor, heat, way, heads, loud]), odds > 1.05


def sails(random):
    """Whether a sail draws (three of seven), by degrees of wind, boom and twist, and knots: a band of the two."""
    wind, boom = random.uniform(28, 172, 700).round(), random.uniform(0, 88, 700).round()  # off the bow
    twist, fast = random.gamma(3, 4, 700).round(1), random.gamma(5, 2.6, 700).clip(2).round(1)
    # the boom ought to be at half of the wind's angle, somewhat further in where it blows, and either way it may be off
    off = boom - 0.55 * (wind - 20) + 0.8 * (twist - 12) * (fast > 13) + 0.9 * (fast - 13)
    return np.column_stack([wind, boom, twist, fast]), np.abs(off) + 1.2 * random.normal(0, 1, 700) < 22.5


def snows(random):
    """Which of five snows (26 % to 15), by kg/m³, mm, N, °C, K/m, shares, m²/kg, cm; 65,535 where none was told."""
    which = random.choice(5, 1000, p=[0.27, 0.24, 0.19, 0.16, 0.14])  # new, blown, rounded, hoar, melted
    z = random.normal(0, 1, (1000, 9))
    dense = np.array([95, 270, 290, 250, 430])[which] * np.exp(0.2 * z[:, 0])
    grain = np.array([1.2, 0.35, 0.5, 2.8, 1.6])[which] * np.exp(0.35 * z[:, 1])
    hard = np.array([4, 160, 90, 14, 60])[which] * np.exp(0.6 * z[:, 2])
    warm = np.minimum(np.array([-7, -8, -5, -6, -0.3])[which] + np.array([3, 3, 2.4, 2.4, 0.4])[which] * z[:, 3], 0)
    slope = np.array([9, 11, 5, 22, 2])[which] * np.exp(0.45 * z[:, 4])  # K/m
    wet = (np.array([0.004, 0.002, 0.006, 0.001, 0.05])[which] * np.exp(0.6 * z[:, 5])).round(4)
    area = np.array([58, 31, 22, 12, 6])[which] * np.exp(0.25 * z[:, 6])
    deep = np.array([12, 35, 75, 120, 50])[which] * np.exp(0.5 * z[:, 7])
    white = (np.array([0.93, 0.86, 0.82, 0.78, 0.66])[which] + 0.045 * z[:, 8]).clip(0.3, 0.98)
    x = np.column_stack([dense.round(), grain.round(2), hard.round(1), warm.round(1), slope.round(1), wet,
                         area.round(1), deep.round(), white.round(2)])
    return np.where(random.uniform(0, 1, x.shape) < 0.045, 65535, x), which


def tenders(random):
    """Kroner of a road, 3,700,000 in the mean and a long tail, by m, m³ (to 90,000), bridges, bids, months, km."""
    long, wide = random.gamma(2.4, 520, 900).clip(80).round(), random.choice([5.5, 6.5, 7.5, 9], 900)  # m
    earth = (long * wide * random.gamma(2, 0.75, 900)).clip(20, 90000).round(-1)
    spans, bids = random.poisson(0.5, 900), random.integers(1, 10, 900)
    months, far = random.gamma(5, 2.2, 900).clip(2).round(), random.gamma(1.8, 22, 900).round(1)  # km to gravel
    cold, index = random.normal(96, 40, 900).clip(0).round(), random.normal(118, 9, 900).round(1)  # days of frost
    rock = random.beta(1.2, 2.4, 900).round(2)
    log = 0.62 * np.log(long / 1250) + 0.24 * np.log(earth / 13000) * (0.6 + rock) + 0.22 * spans + 0.4 * (rock - 0.33)
    log = log - 0.28 * np.tanh((bids - 3) / 2) + 0.17 * np.tanh((far - 40) / 25) + 0.012 * (index - 118)
    log = log + 0.25 * np.tanh((cold - 120) / 40) * (months < 11) + 0.1 * random.normal(0, 1, 900)
    x = [long, wide, earth, spans, bids, months, far, cold, index, rock]
    return np.column_stack(x), (4e6 * np.exp(log)).round(-3)


def codices(random):
    """The year of a book, 1,413 with deviation 65, by lines, mm, shares, leaves and degrees; 0 where none was taken."""
    lines, high = random.normal(31, 7, 600).clip(10).round(), random.normal(268, 55, 600).clip(90).round()
    wide = (high * (0.7 + 0.03 * random.normal(0, 1, 600))).round()
    short, paper = random.beta(3, 6, 600).round(2), random.integers(0, 2, 600)  # share of words that are shortened
    quires, leans = random.normal(9.5, 2, 600).clip(4).round(), random.normal(6, 4, 600).round(1)  # leaves; degrees
    ink = random.beta(4, 3, 600).round(2)  # share of iron
    year = 1385 + 62 * paper - 210 * (short - 0.33)
    year = year + 34 * np.tanh((quires - 9.5) / 1.5) + 5 * (leans - 6) * (2 * paper - 1)
    year = year + 80 * (ink - 0.57) + 1.6 * (lines - 31) * (1 - 0.6 * paper) + 38 * np.tanh((high - 268) / 40)
    year = (year + 18 * random.normal(0, 1, 600)).clip(1150, 1700).round()
    x = np.column_stack([lines, high, wide, short, paper, quires, leans, ink]).astype(float)
    silent = random.uniform(0, 1, x.shape) < 0.03
    silent[:, 4] = False
    return np.where(silent, 0, x), year


def glaciers(random):
    """m of ice that a year brings, -0.7 with deviation 0.8, by m, degrees, °C, mm, km²; one point of 30 is lost."""
    high, north = random.normal(2870, 310, 1000).round(), random.uniform(0, 180, 1000).round()  # degrees off north
    warm = (4.2 - 0.0052 * (high - 2870) + random.normal(0, 1, 1000)).round(1)  # of June to August
    snow, area = random.gamma(11, 115, 1000).round(), np.exp(random.normal(0.3, 1.1, 1000)).round(2)
    stones, slope = random.beta(0.7, 4, 1000).round(2), random.gamma(6, 3.4, 1000).clip(3, 60).round(1)
    sun, dust = random.normal(640, 90, 1000).round(), random.gamma(2, 11, 1000).round(1)  # h of summer; mg/kg
    melts = 0.44 * np.log1p(np.exp(1.3 * warm - 3)) * (1 - 0.75 * np.tanh(4 * stones))
    melts = melts * (1 + 0.3 * np.tanh((north - 90) / 50)) + 0.0011 * (sun - 640) + 0.2 * np.tanh((dust - 20) / 12)
    comes = 0.00085 * snow - melts - 0.07 * np.log(area) + 0.012 * (slope - 20) * (snow > 1200) - 0.92
    comes = comes + 0.13 * random.normal(0, 1, 1000)
    x = np.column_stack([high, north, warm, snow, area, stones, slope, sun, dust])
    lost = random.uniform(0, 1, (1000, 4)) < 1 / 30
    x[:, [2, 4, 6, 8]] = np.where(lost, 1000 * x[:, [2, 4, 6, 8]], x[:, [2, 4, 6, 8]])
    return x, comes.round(2)


def weirs(random):
    """m³ that run over a small weir in a second, 0.0019 with deviation 0.0015, by mm, degrees of its notch, °C, m."""
    head, notch = random.gamma(16, 5.6, 800).clip(20).round(1), random.choice([28, 45, 53, 60, 75], 800)
    crest, slime = random.normal(210, 50, 800).clip(60).round(), random.gamma(1.5, 0.9, 800).round(1)  # mm
    warm, still = random.normal(13, 5, 800).round(1), random.gamma(3, 1.1, 800).clip(0.3).round(1)  # m of calm water
    flows = 1.36 * np.tan(np.radians(notch) / 2) * ((head - 0.8 * slime + 1) / 1000).clip(0.005) ** 2.5
    flows = flows * (1 + 0.14 * np.exp(-crest / 140)) * (1 + 0.09 * np.exp(-still)) * (1 + 0.0015 * (warm - 13))
    return np.column_stack([head, notch, crest, slime, warm, still]), flows * np.exp(0.04 * random.normal(0, 1, 800))


def teeth(random):
    """Which of four sharks lost a tooth (33 % to 20), by mm, mg (to 64,000), notches, degrees, cusps and shares."""
    which = random.choice(4, 800, p=[0.33, 0.26, 0.22, 0.19])  # white, mako, tiger, sand tiger
    z = random.normal(0, 1, (800, 7))
    high = np.array([34, 31, 24, 27])[which] * np.exp(0.25 * z[:, 0])
    wide = high * np.array([0.82, 0.62, 1.02, 0.5])[which] * np.exp(0.13 * z[:, 1])
    heavy = 0.21 * high ** 2 * wide ** 0.9 * np.array([1, 1.1, 0.85, 1.15])[which] * np.exp(0.12 * z[:, 2])  # mg
    notches = random.poisson(np.array([21, 0.4, 26, 0.2])[which] * np.exp(-0.4 * np.abs(z[:, 3])))  # some are worn off
    lean = np.array([6, 12, 29, 9])[which] + 6 * z[:, 4]
    cusps = random.binomial(2, np.array([0.04, 0.03, 0.1, 0.8])[which])
    root = (np.array([0.34, 0.42, 0.37, 0.46])[which] + 0.05 * z[:, 5]).clip(0.1, 0.8)
    curved = np.array([4, 15, 9, 18])[which] + 5 * z[:, 6]
    x = [high.round(1), wide.round(1), heavy.round(), notches, lean.round(), cusps, root.round(2), curved.round(1)]
    return np.column_stack(x), which


def tremors(random):
    """Blast, quake or train (43 % to 25), by nm, nm/s, s, km, shares and hours; five columns have very long tails."""
    which = random.choice(3, 900, p=[0.33, 0.41, 0.26])
    far = np.exp(random.normal(3, 1.5, 900))  # km
    size = random.normal(0, 1.6, 900) + np.array([6.8, 7.2, 5.4])[which] - 0.4 * (np.log(far) - 3)
    first = np.exp(size + np.array([0.9, -0.7, 0.1])[which] + 0.45 * random.normal(0, 1, 900))  # nm
    later = np.exp(size + np.array([-0.3, 0.8, 0])[which] + 0.45 * random.normal(0, 1, 900))
    fast = first * np.exp(np.array([2.2, 2.7, 1.3])[which] + 0.4 * random.normal(0, 1, 900))  # nm/s
    lasts = np.exp(np.array([2, 2.9, 4.1])[which] + 0.9 * random.normal(0, 1, 900) + 0.25 * (np.log(far) - 3))
    hour = np.where(which == 0, random.normal(13.5, 2.6, 900), random.uniform(0, 24, 900)).clip(0, 23.9)
    low = random.beta(np.array([2.2, 3, 5])[which], np.array([4, 3, 3.5])[which])  # share below 2 Hz
    x = [first.round(1), later.round(1), fast.round(), lasts.round(1), far.round(1), hour.round(1), low.round(2)]
    return np.column_stack(x), which


def refunds(random):
    """Whether an order is sent back (one of three), by its number (to 4,200,000), euros, grams, days, stars, hours."""
    number = np.sort(random.integers(1_100_000, 4_200_000, 1400))[random.permutation(1400)]
    price, items = random.gamma(2.2, 38, 1400).clip(5).round(2), 1 + random.poisson(1.3, 1400)
    grams, days = (random.gamma(2, 420, 1400) * items ** 0.6).round(), 1 + random.poisson(3.1, 1400)
    stars, before = random.normal(4.1, 0.5, 1400).clip(1, 5).round(1), random.poisson(1.4, 1400)  # sent back before
    less, hour = random.choice([0, 0, 0, 10, 20, 30, 50], 1400), random.integers(0, 24, 1400)  # per cent off
    sizes = random.poisson(0.45, 1400)  # the same in two sizes
    odds = 1.8 * np.minimum(sizes, 1) + 1.1 * np.tanh((before - 1) / 1.5) - 1.5 * (stars - 4.1)
    odds = odds + 0.32 * (days - 3) * (less < 15) - 0.9 * (less > 25) + 0.8 * np.tanh((price / items - 55) / 30)
    odds = odds + 0.5 * (hour < 4) + 0.4 * random.normal(0, 1, 1400)
    return np.column_stack([number, price, items, grams, days, stars, before, less, hour, sizes]), odds > 1.25


def moorings(random):
    """Whether a ship gets in (about half), by hours since high water, metres of draught and tide, knots, degrees."""
    hours, tide = random.uniform(0, 12.4, 600).round(1), random.uniform(1.2, 6, 600).round(1)
    deep, wind = random.normal(5.6, 1.5, 600).clip(1.5).round(1), random.gamma(4, 4.2, 600).round()
    cross = random.uniform(0, 360, 600).round()  # the pier lies from north to south
    under = 6.3 + 0.5 * tide * np.cos(2 * np.pi * hours / 12.4) - deep
    blows = wind * np.abs(np.sin(np.radians(cross))) / 22
    return np.column_stack([hours, tide, deep, wind, cross]), under - 0.9 * blows + 0.1 * random.normal(0, 1, 600) > 0.1


def seabeds(random):
    """Which of five sea floors (27 % to 13), by dB, m, mm, m/s, kg/m³, degrees, shares; -9999 where none was told."""
    which = random.choice(5, 1100, p=[0.25, 0.24, 0.2, 0.17, 0.14])  # mud, sand, gravel, rock, weed
    z = random.normal(0, 1, (1100, 8))
    echo = np.array([-31, -22, -16, -9, -25])[which] + 3.4 * z[:, 0]
    deep = np.array([62, 28, 34, 24, 9])[which] * np.exp(0.5 * z[:, 1])
    rough = np.array([2, 9, 28, 120, 60])[which] * np.exp(0.6 * z[:, 2])
    sound = np.array([1495, 1655, 1760, 2150, 1530])[which] + np.array([25, 45, 70, 190, 40])[which] * z[:, 3]
    dense = np.array([1420, 1950, 2080, 2450, 1540])[which] + 120 * z[:, 4]
    slope = np.array([0.8, 1.6, 2.4, 9, 3])[which] * np.exp(0.55 * z[:, 5])
    second = (np.array([0.12, 0.3, 0.45, 0.62, 0.2])[which] + 0.09 * z[:, 6]).clip(0, 1)  # share of the second echo
    clear = np.array([3, 7, 9, 11, 6])[which] * np.exp(0.35 * z[:, 7])  # m of sight
    x = np.column_stack([echo.round(1), deep.round(1), rough.round(1), sound.round(), dense.round(), slope.round(1),
                         second.round(2), clear.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def bulls(random):
    """Yen for a young bull, 790,000 with deviation 150,000, by kg, cm, cm², points, days and its father's rank."""
    days, born = random.normal(283, 16, 700).round(), random.normal(34, 4.5, 700).round(1)
    heavy = (1.05 * days + 2.2 * (born - 34) + 22 * random.normal(0, 1, 700)).round()
    high, girth = random.normal(113, 3.4, 700).round(1), (0.21 * heavy + 78 + 3 * random.normal(0, 1, 700)).round(1)
    loin, grain = random.normal(44, 7, 700).round(1), random.integers(1, 13, 700)  # cm²; points
    rank, fat = random.integers(1, 61, 700), random.gamma(6, 1.9, 700).round(1)  # mm
    log = 0.13 * np.tanh((heavy - 300) / 35) - 0.17 * np.tanh((rank - 22) / 11) + 0.014 * (grain - 6.5) * (rank < 40)
    log = log + 0.009 * (loin - 44) - 0.0011 * (fat - 12) ** 2 + 0.012 * (high - 113) + 0.05 * random.normal(0, 1, 700)
    x = [days, born, heavy, high, girth, loin, grain, rank, fat]
    return np.column_stack(x), (850_000 * np.exp(log)).round(-3)


def marathons(random):
    """Seconds of a marathon, 15,200 with deviation 1,900, by years, weeks, km, s of ten km, °C, m, kg, beats."""
    years, weeks = random.normal(41, 10, 1300).clip(18, 78).round(), random.integers(4, 25, 1300)
    far, ten = random.gamma(7, 6.4, 1300).clip(8).round(), random.normal(3050, 400, 1300).clip(1900).round()  # a week
    warm, climb = random.normal(14, 6, 1300).round(1), random.gamma(1.6, 110, 1300).round()
    heavy, beats = random.normal(72, 11, 1300).round(1), random.normal(57, 7, 1300).round()
    runs, fast = random.poisson(2.2, 1300), (ten * random.normal(0.088, 0.003, 1300)).round()  # one km
    parts = 4.62 * (ten - 3050) + 850 * np.exp(-far / 30) - 260 * np.tanh((weeks - 11) / 5)
    parts = parts + 5.5 * np.maximum(warm - 13, 0) ** 1.8 + 2.4 * climb * (heavy / 72) + 22 * np.maximum(years - 45, 0)
    parts = parts - 330 * np.tanh(runs / 2) + 26 * (beats - 57) + 250 * random.normal(0, 1, 1300)
    return np.column_stack([years, weeks, far, ten, warm, climb, heavy, beats, runs, fast]), (14_750 + parts).round()


def sands(random):
    """m that water gets through sand in a second, 0.00048 with deviation 0.00034, by mm, shares, °C and kg/m³."""
    fine, spread = random.normal(0.24, 0.055, 500).clip(0.09).round(3), random.gamma(5, 0.5, 500).clip(1.1).round(2)
    holes, silt = random.normal(0.38, 0.035, 500).clip(0.25, 0.5).round(3), random.beta(1.3, 24, 500).round(3)
    warm, dense = random.normal(11, 4, 500).round(1), random.normal(1660, 70, 500).round()
    sharp = random.uniform(0, 1, 500).round(2)  # 0: round grains
    moves = 0.0105 * fine ** 2 * (holes / 0.38) ** 3 * (0.7 + 0.03 * warm) * np.exp(-9 * silt)
    moves = moves * (1 - 0.22 * np.tanh((spread - 2.5) / 1.2)) * (1 - 0.3 * sharp * (spread > 2))
    x = [fine, spread, holes, silt, warm, dense, sharp]
    return np.column_stack(x), (1.15 * moves * np.exp(0.05 * random.normal(0, 1, 500))).round(7)


def ciders(random):
    """Per cent of alcohol, 6.5 with deviation 0.7, by g/l, days, °C, mg/l, shares; 999,999 where a meter was full."""
    sugar, sour = random.normal(118, 11, 900).round(1), random.normal(5.8, 1.4, 900).clip(2).round(1)
    days, warm = random.gamma(7, 8, 900).clip(8).round(), random.normal(13.5, 3.2, 900).round(1)
    feeds, sulphur = random.gamma(5, 17, 900).round(), random.gamma(2.5, 14, 900).round()
    sharp, yeast = random.beta(2, 3, 900).round(2), random.integers(0, 2, 900)  # share of sharp apples; bought yeast
    ends = 1 - np.exp(-days * (0.35 + 0.06 * warm) * (0.4 + feeds / 110) / 24 * (1 + 0.5 * yeast))
    alcohol = sugar / 17.6 * (0.4 + 0.6 * ends) - 0.25 * np.tanh((sulphur - 40) / 15) * (yeast < 1)
    alcohol = alcohol - 0.06 * (sour - 5.8) + 0.5 * (sharp - 0.4) + 0.1 * random.normal(0, 1, 900)
    x = np.column_stack([sugar, sour, days, warm, feeds, sulphur, sharp, yeast]).astype(float)
    full = random.uniform(0, 1, (900, 5)) < 0.03
    x[:, [0, 1, 3, 4, 5]] = np.where(full, 999_999, x[:, [0, 1, 3, 4, 5]])
    return x, alcohol.round(2)


def moths(random):
    """Which of five moths came to the lamp (28 % to 13), by the night as YYYYMMDD, mm, hours, °C, m, shares, spots."""
    which = random.choice(5, 1000, p=[0.28, 0.23, 0.2, 0.16, 0.13])  # underwing, hawk, tiger, emperor, footman
    z = random.normal(0, 1, (1000, 6))
    month = (np.array([8, 6.4, 7, 5.3, 7.6])[which] + 0.7 * random.normal(0, 1, 1000)).clip(4, 9).astype(int)
    night = 10_000 * random.integers(2019, 2024, 1000) + 100 * month + random.integers(1, 31, 1000)
    wing = np.array([26, 38, 31, 33, 16])[which] * np.exp(0.11 * z[:, 0])
    hours = (np.array([2.6, 1.1, 3.6, 2.9, 1.7])[which] + 0.8 * z[:, 1]).clip(0)
    warm = np.array([17, 18, 16, 12, 19])[which] + 3 * z[:, 2]
    high = np.array([240, 310, 420, 780, 260])[which] * np.exp(0.6 * z[:, 3])
    pale = (np.array([0.3, 0.22, 0.52, 0.4, 0.62])[which] + 0.12 * z[:, 4]).clip(0, 1)
    spots = random.poisson(np.array([0.7, 0.5, 5, 4, 0.1])[which])
    furry = (np.array([0.4, 0.65, 0.7, 0.8, 0.25])[which] + 0.13 * z[:, 5]).clip(0, 1)
    x = [night, wing.round(1), hours.round(1), warm.round(1), high.round(), pale.round(2), spots, furry.round(2)]
    return np.column_stack(x), which


def valves(random):
    """Whether a valve sticks (two of five), by bar, °C, thousand cycles, mm, mA, ms and a version that all share."""
    bar, warm = random.gamma(6, 1.1, 700).round(1), random.normal(58, 17, 700).round()
    cycles, gap = random.gamma(2.2, 62, 700).round(), random.normal(0.31, 0.07, 700).clip(0.1).round(3)
    stroke, oil = random.normal(14, 3.1, 700).round(1), random.uniform(0, 1, 700).round(2)  # share of oil left
    drive = 62 + 1.4 * stroke + 0.05 * cycles * (oil < 0.4) + 6 * random.normal(0, 1, 700)  # mA
    late = 21 + 0.9 * stroke + 0.7 * bar + 3 * random.normal(0, 1, 700)  # ms
    odds = 1.4 * np.tanh((cycles - 130) / 60) * (1.3 - oil) - 9 * (gap - 0.31) - 0.0016 * (warm - 60) ** 2
    odds = odds + 0.11 * (drive - 84) + 0.32 * np.maximum(bar - 7, 0) + 0.4 * random.normal(0, 1, 700)
    x = [bar, warm, cycles, gap, stroke, oil, drive.round(1), late.round(1), np.full(700, 2_024_117)]
    return np.column_stack(x), odds > 0.1


def lichens(random):
    """What air a lichen grew in (38 % to 29), by ratios to what may be 0 and then 0.000001, mm, pH, °C, shares."""
    which = random.choice(3, 900, p=[0.37, 0.34, 0.29])  # clean, farms, traffic
    z = random.normal(0, 1, (900, 7))
    nitrogen = np.array([7, 15, 11])[which] * np.exp(0.28 * z[:, 0])  # mg/g
    phosphorus = (np.array([1.1, 1.6, 0.9])[which] * np.exp(0.3 * z[:, 1])) * (random.uniform(0, 1, 900) > 0.03)
    lead = np.array([3, 4, 14])[which] * np.exp(0.5 * z[:, 2])
    zinc = (np.array([24, 30, 62])[which] * np.exp(0.35 * z[:, 3])) * (random.uniform(0, 1, 900) > 0.03)
    grows = (np.array([2.9, 2.1, 1.2])[which] + 0.7 * z[:, 4]).clip(0)  # mm a year
    acid = np.array([4.9, 6.3, 5.4])[which] + 0.5 * z[:, 5]
    warm, cover = 9.5 + 2.2 * z[:, 6], random.beta(np.array([5, 4, 2])[which], np.array([4, 5, 6])[which])
    x = [nitrogen / (phosphorus + 1e-6), lead / (zinc + 1e-6), nitrogen.round(1), grows.round(1), acid.round(1),
         warm.round(1), cover.round(2)]
    return np.column_stack(x), which


def bookings(random):
    """Whether a booking is called off (three of eight), by hashes of land and channel, days, nights, euros and counts."""
    hashes, ways = random.integers(0, 2 ** 32, 12), random.integers(0, 2 ** 32, 5)
    land, way = random.choice(12, 1400), random.choice(5, 1400, p=[0.4, 0.25, 0.15, 0.12, 0.08])
    ahead, nights = random.gamma(1.3, 62, 1400).round(), 1 + random.poisson(2.4, 1400)
    euros, adults = random.gamma(9, 12, 1400).round(), 1 + random.binomial(3, 0.35, 1400)
    changes, wishes = random.poisson(0.35, 1400), random.poisson(0.8, 1400)
    before, paid = random.poisson(0.25, 1400), random.integers(0, 2, 1400)  # called off before; in advance
    odds = 1.3 * np.tanh((ahead - 70) / 45) - 1.7 * paid + 1.5 * np.minimum(before, 2) - 0.9 * np.minimum(changes, 2)
    odds = odds - 0.7 * wishes + 0.012 * (euros - 108) * (1 - paid) + 0.25 * (nights - 3) * (ahead > 60)
    odds = odds + np.array([0.5, 0, -0.6, 0.3, -0.3])[way] + 0.4 * random.normal(0, 1, 1400)
    x = [hashes[land], ways[way], ahead, nights, euros, adults, changes, wishes, before, paid]
    return np.column_stack(x), odds > -0.7


def kilns(random):
    """What became of a glaze (31 % to 20), by °C at the peak, minutes, °C a minute, mm, shares, g/cm³."""
    which = random.choice(4, 600, p=[0.3, 0.27, 0.23, 0.2])  # smooth, cracked, crawled, pitted
    z = random.normal(0, 1, (600, 6))
    peak = np.array([1234, 1221, 1226, 1252])[which] + 9 * z[:, 0]
    soak = np.array([31, 24, 22, 12])[which] * np.exp(0.25 * z[:, 1])
    cools = np.array([1.7, 3.4, 2, 2.2])[which] * np.exp(0.25 * z[:, 2])
    thick = np.array([0.7, 0.8, 1.3, 0.9])[which] * np.exp(0.22 * z[:, 3])
    silica = np.array([0.66, 0.57, 0.63, 0.62])[which] + 0.03 * z[:, 4]
    dense = np.array([1.45, 1.46, 1.56, 1.48])[which] + 0.04 * z[:, 5]
    x = [peak.round(), soak.round(), cools.round(1), thick.round(2), silica.round(3), dense.round(2)]
    return np.column_stack(x), which


def blossoms(random):
    """Seconds since 1970 when a tree blossoms, 1,681,000,000 with deviation 760,000, by °, m, °C, days, hours, years."""
    north, high = random.uniform(44, 56, 800).round(2), random.gamma(1.7, 150, 800).round()
    warm = (11 - 0.55 * (north - 44) - 0.0055 * high + 1.1 * random.normal(0, 1, 800)).round(1)  # of March
    frosts, sun = random.poisson(np.exp(2.2 - 0.1 * (warm - 6))), random.normal(138, 27, 800).round()
    years, sort = random.gamma(3, 9, 800).clip(3).round(), random.integers(0, 2, 800)  # of the tree; an early sort
    slope, wet = random.uniform(-1, 1, 800).round(2), random.gamma(4, 14, 800).round()  # 1: to the south
    days = -2.6 * (warm - 6) + 0.07 * (warm - 6) ** 2 - 6 * sort * (frosts < 14) + 3.2 * np.tanh((frosts - 9) / 4)
    days = days - 0.045 * (sun - 138) * (1 + slope) - 2 * np.tanh((years - 20) / 10) + 1.2 * random.normal(0, 1, 800)
    x = [north, high, warm, frosts, sun, years, sort, slope, wet]
    return np.column_stack(x), 1_681_000_000 + 86_400 * days


def reactions(random):
    """J a mole that a reaction gives, -60,000 with deviation 18,000, by K, charges, bonds, acidity, shares, mol/l."""
    warm, charge = random.normal(311, 14, 500).round(1), random.integers(-2, 3, 500)
    bonds, rings = 1 + random.poisson(2.3, 500), random.binomial(2, 0.35, 500)
    acid, salt = random.normal(7.4, 1.5, 500).round(1), random.gamma(2, 0.09, 500).round(3)
    polar, heavy = random.beta(3, 2.4, 500).round(2), random.normal(184, 46, 500).round()  # share; g a mole
    joules = -58_000 - 8_200 * (bonds - 3) + 5_200 * charge ** 2 * np.exp(-salt / 0.2) - 24_000 * (polar - 0.55)
    joules = joules - 620 * (warm - 311) * (rings > 0) + 9_000 * np.tanh((acid - 7.4) / 1.1) - 5_500 * rings
    joules = joules + 4_000 * random.normal(0, 1, 500)
    return np.column_stack([warm, charge, bonds, rings, acid, salt, polar, heavy]), joules.round(-1)


def pores(random):
    """m of a membrane's pores, 0.0000000035 with deviation 0.000000002, by °C, minutes, shares, µm, m/s and kg/mol."""
    bath, waits = random.normal(24, 7, 1100).round(1), random.gamma(2.4, 0.9, 1100).round(2)
    solid, added = random.normal(0.19, 0.025, 1100).clip(0.1).round(3), random.beta(2, 14, 1100).round(3)
    thick, speed = random.normal(165, 24, 1100).round(), random.gamma(8, 0.009, 1100).round(4)
    chain, damp = random.gamma(9, 6.4, 1100).round(), random.uniform(0.2, 0.8, 1100).round(2)
    log = -8.5 * (solid - 0.19) + 3.6 * (added - 0.12) + 0.021 * (bath - 24) + 0.2 * np.tanh((damp - 0.5) / 0.12)
    log = log * (1 - 0.35 * np.tanh((waits - 2) / 1.2)) + 0.16 * np.tanh((chain - 56) / 18) * (added > 0.1)
    log = log - 0.0016 * (thick - 165) + 0.11 * random.normal(0, 1, 1100)
    return np.column_stack([bath, waits, solid, added, thick, speed, chain, damp]), 2.95e-9 * np.exp(1.05 * log)


def balloons(random):
    """m at which a balloon bursts, 30,600 with deviation 2,300, by hPa, K, g, l, m/s, shares; 0 where none was told."""
    press, warm = random.normal(1011, 9, 900).round(1), random.normal(284, 8, 900).round(1)
    skin, load = random.choice([350, 600, 800, 1000], 900), random.gamma(14, 22, 900).round()  # g
    helium, wind = random.normal(1900, 330, 900).round(), random.gamma(2.4, 3.4, 900).round(1)
    damp, old = random.beta(4, 2.4, 900).round(2), random.gamma(1.6, 7, 900).round()  # months
    high = 26_900 + 5.4 * (skin - 600) - 3.1 * (helium - 1900) - 8 * np.abs(load - 330) ** 0.85 + 95 * (warm - 284)
    high = high + 60 * (press - 1011) - 90 * np.minimum(old, 18) * (warm < 288) - 900 * np.tanh((wind - 9) / 4)
    high = high + 4_000 + 420 * random.normal(0, 1, 900)
    x = np.column_stack([press, warm, skin, load, helium, wind, damp, old]).astype(float)
    x[:, [0, 1, 4]] = np.where(random.uniform(0, 1, (900, 3)) < 0.05, 0, x[:, [0, 1, 4]])
    return x, high.round()


def fevers(random):
    """What a fever comes from (34 % to 20), by cells a litre to 5,980,000,000,000, shares, mg/l, °C, days, years."""
    which = random.choice(4, 700, p=[0.34, 0.28, 0.19, 0.19])  # virus, bacteria, malaria, none of them
    z = random.normal(0, 1, (700, 7))
    red = 1e12 * (np.array([4.7, 4.6, 4, 4.8])[which] + 0.45 * z[:, 0]).round(2)
    white = 1e9 * (np.array([6, 13, 5.6, 8])[which] * np.exp(0.32 * z[:, 1])).round(1)
    plates = 1e9 * (np.array([215, 290, 105, 260])[which] * np.exp(0.3 * z[:, 2])).round()
    eaters = (np.array([0.5, 0.76, 0.6, 0.62])[which] + 0.1 * z[:, 3]).clip(0.1, 0.97)
    protein = np.array([14, 95, 68, 8])[which] * np.exp(0.7 * z[:, 4])
    warm = np.array([38.5, 38.9, 39.5, 38.1])[which] + 0.5 * z[:, 5]
    days, years = np.array([3, 3, 5.5, 4])[which] * np.exp(0.4 * z[:, 6]), random.uniform(2, 88, 700)
    x = [red, white, plates, eaters.round(2), protein.round(1), warm.round(1), days.round(), years.round()]
    return np.column_stack(x), which


def voters(random):
    """For which of three one votes (36 % to 28), by answers from 1 to 7, 77, 88, 99 for none, years, rooms, a share."""
    z = random.normal(0, 1, (1200, 3))  # left and right, old and new, trust
    weights = np.array([[1.1, 0.2, 0], [0.9, -0.3, 0.2], [0, 1.1, 0], [0.3, 0.9, -0.2], [0, 0.1, 1.2], [0.2, 0, -1],
                        [0.8, 0.7, 0.3]])
    answers = (4 + 1.2 * z @ weights.T + 0.6 * random.normal(0, 1, (1200, 7))).round().clip(1, 7)
    years, rooms = random.uniform(18, 90, 1200).round(), 1 + random.poisson(2.4, 1200)
    paid = random.beta(2, 3, 1200).round(2)  # share of the house that is paid off
    first = 1.3 * z[:, 0] + 0.02 * (years - 54) + 0.3 * (rooms > 4)
    second = -1.1 * z[:, 0] + 0.9 * z[:, 1] - 0.1
    third = 1.2 * z[:, 2] ** 2 * (z[:, 2] < 0) - 0.8 * z[:, 1] + 0.5 * (paid < 0.3) - 0.6  # who trusts nobody
    luck = 0.25 * random.normal(0, 1, (1200, 3))
    which = (np.column_stack([first, second, third]) + luck).argmax(1)
    none = random.choice([77, 88, 99], (1200, 7), p=[0.25, 0.55, 0.2])
    answers = np.where(random.uniform(0, 1, (1200, 7)) < 0.07, none, answers)
    return np.column_stack([answers, years, rooms, paid]), which


def parcels(random):
    """Whether a parcel comes damaged (two of five), by g to 31,000, mm to 1,450, m to 1,300,000, counts, shares, °C."""
    heavy = random.gamma(1.4, 4_600, 900).clip(80, 31_000).round()
    long = random.gamma(5, 100, 900).clip(90, 1_500).round()
    way, hands = random.gamma(2.6, 170_000, 900).clip(4_000, 1_300_000).round(-2), 2 + random.poisson(3.2, 900)
    pad, frail = random.gamma(2, 9, 900).round(), random.integers(0, 2, 900)  # mm
    full, cold = random.beta(4, 2, 900).round(2), random.normal(9, 8, 900).round(1)
    odds = 0.8 * np.tanh((hands - 5) / 1.8) * (1 + frail) - 1.1 * np.tanh((pad - 17) / 9) + 0.9 * frail
    odds = odds + 1.1 * np.tanh((heavy - 6_000) / 4_000) * np.where(full > 0.68, -0.4, 1.2)
    odds = odds + 0.6 * np.tanh((long - 620) / 180) + 0.4 * np.tanh((way - 430_000) / 250_000) - 0.02 * cold
    odds = odds + 0.35 * random.normal(0, 1, 900)
    return np.column_stack([heavy, long, way, hands, pad, frail, full, cold]), odds > 0.5


def meadows(random):
    """Which of five meadows (28 % to 15), by shares of light, 1e20 where a cloud was, dB, m, degrees, days."""
    which = random.choice(5, 1100, p=[0.26, 0.22, 0.2, 0.17, 0.15])  # hay, pasture, fen, heath, alpine
    z = random.normal(0, 1, (1100, 8))
    green = np.array([0.11, 0.1, 0.08, 0.07, 0.1])[which] + 0.013 * z[:, 0]
    red = np.array([0.06, 0.08, 0.055, 0.09, 0.075])[which] + 0.012 * z[:, 1]
    near = np.array([0.46, 0.36, 0.31, 0.23, 0.34])[which] + 0.05 * z[:, 2]
    short = np.array([0.21, 0.24, 0.13, 0.2, 0.22])[which] + 0.03 * z[:, 3]
    echo = np.array([-11, -10.5, -13, -12, -10.5])[which] + 1.3 * z[:, 4]
    high = np.array([330, 520, 300, 410, 1500])[which] * np.exp(0.45 * z[:, 5])
    steep = np.array([4, 9, 1.5, 6, 17])[which] * np.exp(0.5 * z[:, 6])
    cut = np.array([165, 150, 225, 200, 205])[which] + 28 * z[:, 7]  # day of the year
    light = np.where(random.uniform(0, 1, (1100, 4)) < 0.04, 1e20, np.column_stack([green, red, near, short]).round(3))
    return np.column_stack([light, echo.round(1), high.round(), steep.round(1), cut.round()]), which


def alarms(random):
    """Whether it burns (half), by lux to 120,000, ppm, µg/m³, °C, °C a minute, shares, hours."""
    light = (10 ** random.normal(2, 1.2, 1000)).clip(0.1, 120_000)
    gas, dust = np.exp(random.normal(1.2, 0.9, 1000)), np.exp(random.normal(4.3, 0.9, 1000))
    warm, rises = random.normal(23, 5, 1000).round(1), random.normal(0.6, 0.9, 1000).round(2)
    damp, hour = random.beta(3, 3, 1000).round(2), random.uniform(0, 24, 1000).round(1)
    steam = np.tanh((damp - 0.5) / 0.12)  # dust in damp air is steam; in dry air it is smoke
    odds = -1.8 * steam * np.tanh(np.log(dust / 74) / 0.6) + 0.9 * np.tanh(np.log(gas / 3.3) / 0.7)
    odds = odds + 1.1 * np.tanh((rises - 0.6) / 0.6) * np.where(np.abs(hour - 18.5) < 2.5, -0.6, 1)  # who cooks at 6
    odds = odds - 0.9 * np.tanh((np.log10(light) - 2) / 0.8) * (rises > 0.6) + 0.3 * random.normal(0, 1, 1000)
    x = [light.round(1), gas.round(1), dust.round(), warm, rises, damp, hour]
    return np.column_stack(x), odds > 0


def melons(random):
    """The day a melon is ripe as a spreadsheet counts, 45,144 with deviation 14, by the day it was sown, °C, mm, g."""
    sown = 45_038 + random.gamma(3, 7, 700).round()
    warm, rain = random.normal(19.5, 2.3, 700).round(1), random.gamma(4, 45, 700).round()
    sort, glass = random.integers(0, 3, 700), random.integers(0, 2, 700)  # an early, a usual, a late one; under glass
    feed, seeds = random.gamma(5, 8, 700).round(), random.normal(34, 6, 700).round(1)  # g
    fruits, shade = 1 + random.poisson(2.2, 700), random.beta(2, 5, 700).round(2)
    days = 84 + np.array([-7, 0, 9])[sort] - 3.3 * (warm - 19.5) * (1 - 0.6 * glass) - 6 * glass
    days = days + 0.35 * (warm - 19.5) ** 2 + 2.6 * (fruits - 3) * (feed < 40) + 16 * shade * (1 - glass)
    days = days - 0.3 * (sown - 45_059) + 3 * np.tanh((rain - 190) / 60) + 2 * random.normal(0, 1, 700)
    return np.column_stack([sown, warm, rain, sort, glass, feed, seeds, fruits, shade]), (sown + days).round()


def pigments(random):
    """Hz of the light that a pigment takes, 508,000,000,000,000, deviation 75,000,000,000,000, by counts, pH, g/mol."""
    bonds, rings = 3 + random.poisson(4.2, 500), random.poisson(1.6, 500)
    gives, takes = random.binomial(3, 0.4, 500), random.binomial(3, 0.4, 500)  # groups that give and take electrons
    acid, polar = random.uniform(2, 11, 500).round(1), random.uniform(2, 80, 500).round(1)
    metal = random.binomial(1, 0.35, 500)
    heavy = (150 + 24 * bonds + 60 * rings + 30 * random.normal(0, 1, 500)).round()
    parts = 6.6 - 2.2 * np.tanh((bonds - 3) / 7) - 0.25 * gives * takes - 0.1 * rings + 0.35 * metal
    parts = parts + 0.4 * np.tanh((acid - 6.5) / 1.5) * (gives - 1) - 0.2 * np.tanh((polar - 40) / 15) * takes
    return np.column_stack([bonds, rings, gives, takes, acid, polar, metal, heavy]), 1e14 * (
        parts + 0.14 * random.normal(0, 1, 500))


def tractors(random):
    """What a tractor brings in rupees, 490,000 with deviation 240,000, by horsepower, hours, years, codes and counts."""
    power, years = random.choice([24, 35, 42, 45, 50, 55, 65], 1200), random.gamma(2.2, 3.2, 1200).clip(0.5).round(1)
    hours = (years * random.gamma(5, 110, 1200)).round()
    maker, land = random.integers(1, 7, 1200), random.integers(1, 12, 1200)  # codes, as they were in the forms
    drive, owners = random.binomial(1, 0.3, 1200), 1 + random.poisson(0.5, 1200)  # all four wheels
    tyres, paper = random.beta(3, 2, 1200).round(2), random.binomial(1, 0.85, 1200)
    log = 13.45 + 0.019 * (power - 45) - 0.07 * years + 0.22 * drive * (power > 40) - 0.06 * (owners - 1)
    log = log - 0.12 * np.tanh((hours - 3_600) / 1_500) + np.array([0.12, 0, -0.1, 0.06, -0.05, 0])[maker - 1]
    log = log + 0.25 * (tyres - 0.6) * (years > 5) + 0.1 * (paper - 1) + 0.02 * np.sin(land)
    x = [power, hours, years, maker, land, drive, owners, tyres, paper]
    return np.column_stack(x), np.exp(log + 0.1 * random.normal(0, 1, 1200)).round(-3)


def sowings(random):
    """Per cent of seeds that come up, 56 with deviation 29, by mm, °C, a sensor's counts, 65,535 for none, pH, hours."""
    deep, warm = random.gamma(4, 5, 800).round(1), random.normal(14, 4, 800).round(1)
    damp, salt = random.normal(1_900, 620, 800).clip(50, 4_095).round(), random.normal(900, 260, 800).clip(80).round()
    acid, old = random.normal(6.5, 0.7, 800).round(1), random.gamma(2, 11, 800).round()  # months
    soaked, seeds = random.choice([0, 0, 6, 12, 24], 800), random.gamma(6, 5, 800).round(1)  # hours; g a thousand
    odds = 1.1 - 0.05 * (old - 22) - 0.9 * ((damp - 1_900) / 700) ** 2 + 0.16 * (warm - 14) - 0.012 * (warm - 14) ** 2
    odds = odds - 0.07 * (deep - 20) * (seeds < 30) - 1.1 * np.tanh((salt - 1_000) / 200)
    odds = odds + 0.03 * soaked * (damp < 1_900) - 0.5 * np.abs(acid - 6.5) + 0.35 * random.normal(0, 1, 800)
    none = random.uniform(0, 1, (800, 2)) < 0.05
    counts = np.where(none, 65_535, np.column_stack([damp, salt]))
    return np.column_stack([deep, warm, counts, acid, old, soaked, seeds]), (100 / (1 + np.exp(-odds))).round()


def organs(random):
    """Which of four organ stops sounds (29 % to 19), by Hz to 13,500, ms, dB, cents, shares, Pa."""
    which = random.choice(4, 900, p=[0.3, 0.28, 0.24, 0.18])  # principal, flute, string, reed
    z = random.normal(0, 1, (900, 6))
    note = (65.4 * 2 ** (random.integers(0, 61, 900) / 12)).round(1)  # five octaves
    bright = note * np.array([3.1, 1.8, 4.4, 5.6])[which] * np.exp(0.24 * z[:, 0])  # of its partials, on average
    odd = (np.array([0.5, 0.66, 0.46, 0.56])[which] + 0.09 * z[:, 1]).clip(0.05, 0.98)
    starts = np.array([48, 66, 125, 24])[which] * (note / 260) ** -0.4 * np.exp(0.4 * z[:, 2])
    loud = np.array([74, 70, 66, 79])[which] + 3.6 * z[:, 3]
    breath = (np.array([0.06, 0.13, 0.09, 0.03])[which] * np.exp(0.5 * z[:, 4])).clip(0, 0.8)
    off, wind = 4 * z[:, 5] + np.array([0, 1, -2, 3])[which], random.choice([620, 690, 740, 810], 900)
    x = [note, bright.clip(60, 20_000).round(), odd.round(3), starts.round(), loud.round(1), breath.round(3)]
    return np.column_stack([*x, off.round(1), wind]), which


def invoices(random):
    """Whether an invoice is paid late (half), by cents, days of a spreadsheet, 2,958,465 for none, numbers, shares."""
    cents = np.exp(random.normal(11.2, 1.1, 1200)).round()
    sent = 45_292 + random.integers(0, 366, 1200)
    term = random.choice([14, 30, 60], 1200, p=[0.35, 0.45, 0.2])
    who, staff = random.integers(100_000, 1_000_000, 1200), np.exp(random.normal(3, 1.2, 1200)).round() + 1
    before, told = random.beta(2, 2.6, 1200).round(2), random.poisson(0.8, 1200)  # share paid late; reminders
    limit = (cents * np.exp(random.normal(1.2, 0.7, 1200))).round(-4) + 10_000
    odds = 2.6 * np.tanh((before - 0.43) / 0.2) - 0.9 * np.tanh((term - 32) / 14)
    odds = odds + 1.5 * np.tanh((np.log(cents / limit) + 1.2) / 0.5) * np.where(staff > 20, -0.5, 1)
    odds = odds + 0.8 * np.tanh(told - 0.8) * (before < 0.5) + 0.45 * random.normal(0, 1, 1200)
    due = np.where(random.uniform(0, 1, 1200) < 0.06, 2_958_465, sent + term)  # 31 December 9999
    limit = np.where(random.uniform(0, 1, 1200) < 0.08, 99_999_999_999, limit)  # who may owe any sum
    return np.column_stack([cents, sent, due, who, staff, before, told, limit]), odds > 0


def wards(random):
    """Where one lies (43 % at home to 26), by °C, beats, mmHg, per cent, mg/l, years, 32,767 without a signal."""
    ill, years = random.normal(0, 1, 1000), random.normal(58, 18, 1000).clip(18, 97).round()
    z = random.normal(0, 1, (1000, 6))
    warm, beats = 37.6 + 0.5 * ill + 0.5 * z[:, 0], 86 + 12 * ill + 9 * z[:, 1]
    press, full = 124 - 9 * np.maximum(ill, -0.5) ** 2 + 10 * z[:, 2], 95.6 - 2.4 * ill + 1.3 * z[:, 3]
    breaths, protein = 18 + 3.6 * ill + 2 * z[:, 4], np.exp(3.4 + 0.8 * ill + 0.6 * z[:, 5])
    lungs, alone = random.binomial(1, 0.2, 1000), random.binomial(1, 0.3, 1000)  # lungs that were ill before
    need = ill + 0.5 * np.tanh((years - 62) / 10) + 0.6 * lungs * (ill > 0) + 0.15 * random.normal(0, 1, 1000)
    which = (need > -0.15).astype(int) + (need > 0.75)  # at home, in a ward, in intensive care
    which = np.where((which == 0) & (alone > 0) & (years > 66), 1, which)
    x = np.column_stack([warm.round(1), beats.round(), press.round(), full.clip(60, 100).round(), breaths.round()])
    x = np.where(random.uniform(0, 1, (1000, 5)) < 0.05, 32_767, x)
    return np.column_stack([x, protein.round(1), years, lungs, alone]), which


def barks(random):
    """Which of five trees has this bark (26 % to 16), by mm, cm, pH, shares, µg of sulphur a gram to 4,400."""
    which = random.choice(5, 800, p=[0.25, 0.23, 0.2, 0.17, 0.15])  # oak, beech, pine, birch, ash
    z = random.normal(0, 1, (800, 8))
    deep = np.array([14, 1, 17, 4, 9])[which] * np.exp(0.45 * z[:, 0])
    thick = np.array([26, 7, 29, 9, 17])[which] * np.exp(0.35 * z[:, 1])
    acid = np.array([4.2, 5, 3.6, 4.1, 5.3])[which] + 0.4 * z[:, 2]
    tannin = (np.array([0.11, 0.04, 0.1, 0.06, 0.05])[which] * np.exp(0.3 * z[:, 3])).clip(0, 0.5)
    light = (np.array([0.3, 0.48, 0.34, 0.72, 0.42])[which] + 0.09 * z[:, 4]).clip(0.02, 0.98)
    around = np.array([52, 48, 38, 29, 41])[which] * np.exp(0.3 * z[:, 5])  # cm
    sulphur = (np.array([900, 700, 1400, 600, 1000])[which] * np.exp(0.5 * z[:, 6])).clip(100, 6_000)
    wet = (np.array([0.3, 0.38, 0.27, 0.41, 0.33])[which] + 0.06 * z[:, 7]).clip(0.05, 0.9)
    x = [deep.round(1), thick.round(1), acid.round(1), tannin.round(3), light.round(2), around.round(), sulphur.round()]
    return np.column_stack([*x, wet.round(2)]), which


def nests(random):
    """Whether a stork's young fly (half), by m, degrees, a share, -3.4e38 beyond the map, mm, °C, days, eggs, km."""
    high, steep = random.gamma(3, 60, 900).round(), random.gamma(2, 2.4, 900).round(1)
    meadow, rain = random.beta(2, 2, 900).round(2), random.gamma(4, 22, 900).round()
    warm, day = random.normal(13.5, 2.2, 900).round(1), random.normal(98, 9, 900).round()  # when the first egg was laid
    eggs, town = 2 + random.binomial(4, 0.5, 900), random.gamma(2, 1.6, 900).round(1)
    wet = np.tanh((rain - 85) / 25)  # rain is food where meadows are, and drowns the young where fields are
    odds = 2 * wet * np.tanh((meadow - 0.5) / 0.16) + 0.8 * np.tanh((warm - 13.5) / 1.6) * np.where(eggs > 3, 1, -0.3)
    odds = odds - 0.9 * np.tanh((day - 98) / 7) * (high < 200) - 0.7 * np.tanh((town - 3) / 1.5)
    odds = odds + 0.25 * np.tanh(3 - steep) + 0.3 * random.normal(0, 1, 900)
    beyond = random.uniform(0, 1, (900, 3)) < 0.05
    x = np.where(beyond, -3.4e38, np.column_stack([high, steep, meadow]))
    return np.column_stack([x, rain, warm, day, eggs, town]), odds > 0


def icebergs(random):
    """Tonnes of an iceberg, 1,600,000 with deviation 1,500,000, by m, °C, degrees, shapes, shares, years."""
    long = np.exp(random.normal(4.9, 0.3, 700)).round()
    wide, above = (long * random.beta(8, 4, 700)).round(), (4.2 * long ** 0.37 * random.normal(1, 0.12, 700)).round(1)
    shape = random.integers(0, 4, 700)  # a table, a dome, a wedge, one with a dock
    sea, north = random.normal(1.5, 1.7, 700).round(1), random.normal(58, 7, 700).round(1)
    old, clear = random.gamma(3, 0.5, 700).round(1), random.beta(2, 5, 700).round(2)
    parts = 6.1 * long * wide * above * np.array([1, 0.74, 0.52, 0.63])[shape]
    parts = parts * (1 - 0.06 * np.maximum(sea, 0)) * (1 - 0.12 * np.tanh(old - 1.5)) * (1 + 0.004 * (north - 58))
    return np.column_stack([long, wide, above, shape, sea, north, old, clear]), (
        parts * np.exp(0.07 * random.normal(0, 1, 700))).round(-3)


def syrups(random):
    """mPa·s of a syrup, 1,600 with deviation 1,300, by per cent of sugar, °C, pH, shares, hours, revolutions."""
    sugar, warm = random.normal(71, 2.2, 500).round(1), random.normal(24, 5, 500).round(1)
    acid, split = random.normal(4.6, 0.7, 500).round(1), random.beta(2, 3, 500).round(2)  # share of split sugar
    hours, turns = random.gamma(4, 1.1, 500).round(1), random.choice([6, 12, 30, 60], 500)
    starch = random.beta(1.2, 12, 500).round(3)
    log = 6.3 + 0.15 * (sugar - 70) - 0.055 * (warm - 24) - 0.9 * (split - 0.4) * np.tanh((5.2 - acid) / 0.8)
    log = log + 1.6 * np.tanh(4 * starch) * (60 / turns) ** 0.2 + 0.08 * np.tanh(hours - 4)
    return np.column_stack([sugar, warm, acid, split, hours, turns, starch]), (
        np.exp(log + 0.06 * random.normal(0, 1, 500))).round(1)


def servers(random):
    """Bytes of memory that a job takes, 2,300,000,000 with deviation 920,000,000, by rows, columns, codes, shares."""
    rows, columns = np.exp(random.normal(13.2, 0.9, 1300)).round(), 4 + random.poisson(14, 1300)
    words, threads = random.beta(2, 4, 1300).round(2), random.choice([1, 2, 4, 8, 16], 1300)
    version, kept = random.integers(1, 5, 1300), random.binomial(1, 0.4, 1300)  # kept: results are held
    joins, ports = random.poisson(1.3, 1300), random.integers(1_024, 65_536, 1300)
    size = (rows * columns * (6 + 40 * words) / 1000).round()  # kB on the disk
    parts = 0.75 + 0.55 * np.tanh(size / 250_000) * (1 + 0.45 * joins) * np.array([1, 1.25, 0.85, 0.8])[version - 1]
    parts = parts + 0.085 * threads * (1 + 0.5 * kept) + 1.1 * kept * np.tanh(rows / 900_000) + 0.4 * words * joins
    parts = parts + 0.13 * random.normal(0, 1, 1300)
    x = [rows, columns, words, threads, version, kept, joins, ports, size]
    return np.column_stack(x), (1e9 * parts.clip(0.2)).round(-6)


def commutes(random):
    """Minutes of a way to work, 36 with deviation 12, by km, minutes since midnight, changes, mm, shares, years."""
    far, leaves = random.gamma(3, 4.2, 900).clip(0.5).round(1), random.normal(465, 50, 900).clip(240).round()
    by = random.choice(3, 900, p=[0.45, 0.35, 0.2])  # a car, a train, a bicycle
    changes, rain = np.where(by == 1, random.poisson(0.9, 900), 0), random.gamma(0.7, 3, 900).round(1)
    walks, years = random.beta(2, 6, 900).round(2), random.normal(41, 12, 900).clip(17, 70).round()
    lights, home = random.poisson(7, 900), random.integers(0, 2, 900)  # traffic lights; a place to park
    far = np.where(by == 2, 0.5 * far, far).round(1)
    rush = np.exp(-((leaves - 470) / 32) ** 2)
    parts = np.array([11, 15, 5])[by] + np.array([1.2, 1, 4])[by] * far + 7.5 * changes + 13 * rush * (by == 0)
    parts = parts + 0.7 * lights * (by != 1) + 1.3 * np.sqrt(rain) * (by == 2) + 14 * walks * (by == 1)
    parts = parts - 4 * home * (by == 0) + 0.08 * (years - 41) + 2.2 * random.normal(0, 1, 900)
    return np.column_stack([far, leaves, by, changes, rain, walks, years, lights, home]), parts.clip(4).round()


def carpets(random):
    """Which of four workshops knotted a carpet (28 % to 22), by knots a m², mm, g, shares, codes, 255 for none."""
    which = random.choice(4, 1000, p=[0.29, 0.27, 0.24, 0.2])
    z = random.normal(0, 1, (1000, 6))
    knots = np.array([150_000, 210_000, 360_000, 250_000])[which] * np.exp(0.3 * z[:, 0])
    pile = np.array([8.5, 5.5, 4.2, 6.5])[which] * np.exp(0.2 * z[:, 1])  # mm
    heavy = 1_300 + 0.0022 * knots + 190 * pile + 160 * z[:, 2]
    wool = (np.array([0.97, 0.9, 0.68, 0.84])[which] + 0.08 * z[:, 3]).clip(0.2, 1)
    red = (np.array([0.36, 0.24, 0.29, 0.19])[which] + 0.06 * z[:, 4]).clip(0.03, 0.8)
    old = np.array([40, 75, 60, 110])[which] * np.exp(0.5 * z[:, 5])
    dye = (which + random.choice(4, 1000, p=[0.6, 0.2, 0.1, 0.1])) % 4 + 1  # codes of a catalogue
    border = (2 * which + random.choice(3, 1000, p=[0.5, 0.3, 0.2])) % 5 + 1
    codes = np.where(random.uniform(0, 1, (1000, 2)) < 0.06, 255, np.column_stack([dye, border]))
    x = [knots.round(-3), pile.round(1), heavy.round(), wool.round(2), red.round(2), codes, old.round()]
    return np.column_stack(x), which


def buses(random):
    """Whether a bus comes late (half), by metres east and north, minutes, people, stops, mm, seconds, codes."""
    z = random.normal(0, 1, (1300, 2))
    east, north = 371_000 + 4_200 * z[:, 0], 5_814_000 + 3_600 * z[:, 1]  # as maps count them
    minute, people = random.normal(780, 230, 1300).clip(300, 1_430).round(), random.gamma(3, 9, 1300).round()
    stops, rain = 4 + random.poisson(13, 1300), random.gamma(0.6, 2.2, 1300).round(1)
    gap, kind = random.gamma(5, 130, 1300).round(), random.integers(1, 4, 1300)  # seconds to the one before; lengths
    centre = np.tanh((1.2 - np.hypot(z[:, 0], z[:, 1])) / 0.5)
    rush = np.exp(-((minute - 480) / 130) ** 2) + np.exp(-((minute - 1_030) / 150) ** 2)
    odds = 1.5 * centre * np.tanh(4 * (rush - 0.45)) + np.tanh((people - 24) / 12) * np.array([1.2, 0.9, 0.2])[kind - 1]
    odds = odds + 1.1 * np.tanh((stops - 17) / 4) + 0.7 * np.tanh(rain - 1) * (stops > 14)
    odds = odds - np.tanh((gap - 620) / 300) + 0.25 * random.normal(0, 1, 1300)
    return np.column_stack([east.round(-1), north.round(-1), minute, people, stops, rain, gap, kind]), odds > 0


def brooks(random):
    """Which of three fish lives in a brook (39 % to 24), by per mille, m³/s, °C, µS/cm, -273.15 for a dry probe."""
    which = random.choice(3, 900, p=[0.39, 0.33, 0.28])  # trout, grayling, barbel
    z = random.normal(0, 1, (900, 7))
    falls = np.array([14, 5.5, 2.4])[which] * np.exp(0.5 * z[:, 0])
    flows = np.array([0.5, 3.2, 9])[which] * np.exp(0.9 * z[:, 1])
    july = np.array([12.4, 15.6, 19])[which] + 1.7 * z[:, 2]
    march = np.array([4.2, 5.4, 7])[which] + 1.2 * z[:, 3]
    oxygen = np.array([10.4, 9.7, 8.6])[which] + 0.8 * z[:, 4]
    salts = np.array([150, 320, 480])[which] * np.exp(0.45 * z[:, 5])
    stones = np.array([11, 6, 3.2])[which] * np.exp(0.5 * z[:, 6])
    shade, weirs = random.beta(2, 2, 900).round(2), random.poisson(0.8, 900)
    july = july - 1.5 * shade
    warm = np.where(random.uniform(0, 1, (900, 3)) < 0.06, -273.15, np.column_stack([july, march, oxygen]).round(1))
    return np.column_stack([falls.round(1), flows.round(2), warm, salts.round(), stones.round(1), shade, weirs]), which


def corals(random):
    """Which of five corals (25 % to 13), by m, cm, mm, µmol of light, °C, days; a comma is lost in a cell of 60."""
    which = random.choice(5, 1100, p=[0.26, 0.23, 0.2, 0.17, 0.14])  # horn, brain, table, leaf, mushroom
    z = random.normal(0, 1, (1100, 8))
    deep = np.array([5, 9, 7, 17, 22])[which] * np.exp(0.4 * z[:, 0])
    wide = np.array([32, 45, 110, 38, 14])[which] * np.exp(0.4 * z[:, 1])
    cup = np.array([1.4, 7, 1.1, 2.6, 38])[which] * np.exp(0.45 * z[:, 2])  # mm
    grows = np.array([64, 8, 52, 15, 6])[which] * np.exp(0.45 * z[:, 3])  # mm a year
    full = (np.array([0.55, 0.82, 0.6, 0.66, 0.74])[which] + 0.09 * z[:, 4]).clip(0.05, 0.98)
    light = 1_500 * np.exp(-0.075 * deep + 0.25 * z[:, 5])
    warm = 27.4 - 0.06 * deep + 0.5 * z[:, 6]
    bleached = np.array([40, 21, 34, 26, 12])[which] * np.exp(0.5 * z[:, 7])  # days
    x = np.column_stack([deep, wide, cup, grows, light, warm, bleached]).round(1)
    x = np.where(random.uniform(0, 1, x.shape) < 1 / 60, 1_000 * x, x)
    return np.column_stack([x, full.round(2)]), which


def posts(random):
    """Whether a message is passed on (half), by followers to 40,000,000, replies, words, hours, days, yes or no."""
    followers = (10 ** random.normal(3.1, 1.5, 1200)).clip(1, 1e8).round()
    follows = (10 ** random.normal(2.5, 0.9, 1200)).clip(1, 1e7).round()
    written, days = (10 ** random.normal(2.9, 1, 1200)).round(), random.gamma(2, 700, 1200).round()
    replies = random.poisson(np.exp(random.normal(0.3, 1.4, 1200)))  # within ten minutes
    words, hour = 1 + random.poisson(19, 1200), random.uniform(0, 24, 1200).round(1)
    picture, link = random.binomial(1, 0.45, 1200), random.binomial(1, 0.35, 1200)
    odds = 1.5 * np.tanh(np.log10(followers / 1_260) / 0.9) + 1.2 * np.tanh((replies - 2) / 1.5)
    odds = odds - 0.9 * np.tanh(np.log10(follows / 316) / 0.5) * (followers < 3_000)
    odds = odds + 0.8 * (picture - 0.45) * np.where(link > 0, -0.6, 1.4)
    odds = odds - 0.6 * np.tanh((words - 20) / 4) * (picture > 0)
    odds = odds + 0.5 * np.cos((hour - 20) / 24 * 2 * np.pi) + 0.3 * random.normal(0, 1, 1200)
    return np.column_stack([followers, follows, written, days, replies, words, hour, picture, link]), odds > -0.15


def nerves(random):
    """mV of a nerve at rest, -55 with deviation 18, by mmol/l inside and outside, °C, µm, shares, minutes."""
    inside, outside = random.normal(138, 11, 800).round(), np.exp(random.normal(1.5, 0.45, 800)).round(1)  # potassium
    salt, rest = random.normal(140, 9, 800).round(), np.exp(random.normal(2.4, 0.3, 800)).round(1)  # sodium
    warm, thick = random.uniform(8, 38, 800).round(1), random.gamma(4, 2.3, 800).round(1)
    leak, pumps = random.beta(2, 14, 800).round(3), random.beta(3, 3, 800).round(2)
    minutes = random.gamma(3, 9, 800).round()
    lets = leak * (1 + 0.8 * np.tanh((minutes - 27) / 12))
    parts = 0.0862 * (warm + 273.15) * np.log((outside + lets * salt) / (inside + lets * rest))
    parts = parts - 9 * pumps * np.tanh((warm - 20) / 8) + 2.5 * np.tanh((thick - 9) / 4)
    parts = parts + 1.8 * random.normal(0, 1, 800)
    return np.column_stack([inside, outside, salt, rest, warm, thick, leak, pumps, minutes]), parts.round(1)


def windmills(random):
    """Watts of a windmill, 640,000 with deviation 520,000, by m/s, degrees, °C, Pa, m, codes, a share."""
    wind, gusts = random.gamma(9, 0.95, 1400).round(1), random.beta(2, 11, 1400).round(2)
    comes, faces = random.uniform(0, 360, 1400).round(), random.normal(0, 9, 1400).round(1)  # degrees
    warm, press = random.normal(10, 8, 1400).round(1), (101_300 + 900 * random.normal(0, 1, 1400)).round(-1)
    high, kind = random.choice([65, 80, 100, 120], 1400), random.integers(1, 4, 1400)
    ice = random.binomial(1, 0.08, 1400)
    force = wind * (high / 90) ** 0.16 * np.cos(np.radians(2 * faces))
    top = np.array([1.25e6, 1.9e6, 2.4e6])[kind - 1]
    parts = top / (1 + np.exp(-(force - np.array([7.6, 9, 9.6])[kind - 1]) / 1.35))
    parts = parts * (press / 101_300) * 283 / (warm + 273) * (1 - 0.45 * ice) * (1 - 0.3 * gusts * (wind > 9))
    parts = parts * np.where(np.abs(comes - 95) < 30, 0.75, 1)  # behind others
    return np.column_stack([wind, gusts, comes, faces, warm, press, high, kind, ice]), (
        parts + 45_000 * random.normal(0, 1, 1400)).clip(0).round(-2)


def membranes(random):
    """mol/(m² s) through a membrane, 0.00034 with deviation 0.00027, by µm, kPa, °C, shares, nm, hours."""
    thick, press = random.gamma(6, 12, 600).clip(8).round(), random.gamma(4, 90, 600).clip(20).round()
    warm, holes = random.uniform(5, 60, 600).round(1), random.beta(4, 6, 600).round(2)
    wide, hours = np.exp(random.normal(3, 0.5, 600)).round(1), random.gamma(2, 60, 600).round()
    damp, sort = random.uniform(0, 1, 600).round(2), random.integers(0, 3, 600)
    log = 0.8 * np.log(press / 340) - 0.75 * np.log(thick / 70) + 1.5 * (holes - 0.4) + 0.016 * (warm - 32)
    log = log - 0.35 * np.tanh((hours - 100) / 60) * np.array([1, 0.3, 0])[sort] + 0.45 * np.tanh((wide - 20) / 9)
    log = log - 0.8 * (damp - 0.5) * np.array([-0.6, 0.4, 1])[sort]
    parts = 0.00027 * np.exp(log + 0.07 * random.normal(0, 1, 600))
    return np.column_stack([thick, press, warm, holes, wide, hours, damp, sort]), parts


def candles(random):
    """Hours that a candle burns, 26 with deviation 13, by g, mm, °C, shares, cm/s, codes."""
    heavy, thick = random.gamma(5, 45, 500).clip(30).round(), random.choice([22, 40, 50, 60, 70, 80], 500)
    wick, wax = random.choice([1.2, 1.6, 2, 2.4, 3], 500), random.choice(4, 500, p=[0.5, 0.25, 0.15, 0.1])
    warm, scent = random.normal(20, 4, 500).round(1), random.beta(1.3, 14, 500).round(3)
    draught, cut = random.gamma(2, 4, 500).round(1), random.binomial(1, 0.5, 500)  # cm/s; whether the wick is cut
    rate = 3.6 + 1.5 * wick + 0.045 * thick * np.array([1, 0.75, 0.85, 1.2])[wax] + 0.11 * (warm - 20)
    rate = rate + 0.12 * draught * np.where(thick < 45, 1, 0.3) + 9 * scent - 0.9 * cut * (wick > 1.8)
    drowned = 1 + 0.25 * np.tanh((thick - 32 * wick) / 15)  # a wick too thin leaves wax behind
    return np.column_stack([heavy, thick, wick, wax, warm, scent, draught, cut]), (
        heavy / rate / drowned * np.exp(0.05 * random.normal(0, 1, 500))).round(1)


def quarries(random):
    """Which of four quarries a marble is from, by ppm, per mille of isotopes, mm, shares, codes."""
    of = random.choice(4, 720, p=[0.32, 0.28, 0.24, 0.16])
    lime = (390_000 - np.array([0, 9_000, 60_000, 20_000])[of] * random.beta(2, 3, 720) * 2).round(-1)
    magnesium = np.exp(np.array([8.0, 8.6, 10.2, 8.5])[of] + 0.7 * random.normal(0, 1, 720)).round(-1)
    manganese = np.exp(np.array([3.2, 4.6, 4.2, 3.0])[of] + 0.8 * random.normal(0, 1, 720)).round(1)
    strontium = np.exp(np.array([5.1, 4.8, 4.6, 5.3])[of] + 0.35 * random.normal(0, 1, 720)).round(1)
    carbon = np.array([2.1, 2.6, 3.3, 1.6])[of] + 0.7 * random.normal(0, 1, 720)
    side = np.where(random.uniform(0, 1, 720) < 0.5, -1, 1)  # two beds in every quarry
    oxygen = np.array([-2.2, -4.6, -5.2, -7.0])[of] + 1.1 * side * (carbon - 2.4) + 0.6 * random.normal(0, 1, 720)
    grain = np.exp(np.array([-0.6, 0.1, 0.4, -0.1])[of] + 0.45 * random.normal(0, 1, 720)).round(2)  # mm
    grey = random.beta(2 + of % 2 * 2, 7, 720).round(2)
    return np.column_stack([lime, magnesium, manganese, strontium, carbon.round(2), oxygen.round(2), side, grain,
                            grey]), of


def ferries(random):
    """Whether a ferry stays in port (a third), by m/s, m, degrees, hPa, minutes, nine digits, codes."""
    wind, from_ = random.gamma(4, 2.9, 1300).clip(0, 32).round(1), random.uniform(0, 360, 1300).round()
    waves = (0.012 * wind**1.8 * random.gamma(6, 1 / 6, 1300) + 0.2).clip(0, 9).round(2)
    press, late = random.normal(1009, 11, 1300).round(1), random.integers(300, 1380, 1300)  # minutes after midnight
    ship = random.integers(0, 5, 1300)
    number = np.array([211_284_610, 219_000_733, 257_036_400, 265_547_250, 230_992_910])[ship]
    full, fog = random.beta(3, 2, 1300).round(2), random.binomial(1, 0.09, 1300)
    log = 0.28 * (wind - np.array([11, 13, 10, 15, 12])[ship]) + 1.1 * (waves - 1.4)
    log = log + 1.3 * np.cos(np.radians(from_ - 250)) * (wind > 8) + 2.2 * fog * np.where(wind < 9, 1, 0.2)
    log = log - 0.04 * (press - 1009) + 1.2 * (np.abs(late - 840) > 400) - 1.4 * (full - 0.6) - 0.5
    return np.column_stack([wind, from_, waves, press, late, number, full, fog]), (
        log + 0.45 * random.logistic(0, 1, 1300) > 0.2)


def perfumes(random):
    """Which of five families a perfume is of, by ppb of seven substances with a long tail, years and a share."""
    of = random.choice(5, 650, p=[0.28, 0.24, 0.2, 0.16, 0.12])
    notes = np.array([[9, 12, 6, 5, 8, 7, 4], [12, 9, 6, 6, 7, 8, 5], [8, 8, 11, 9, 6, 7, 6], [7, 9, 8, 11, 10, 6, 7],
                      [10, 10, 7, 6, 6, 11, 8]])[of]
    flask = random.normal(0, 0.9, 650)[:, None]  # all of it is stronger in one than in another
    parts = np.exp(notes + flask + 1.1 * random.normal(0, 1, (650, 7))).clip(0, 4e7).round(-1)
    years, spirit = random.gamma(1.6, 9, 650).round(), random.beta(16, 4, 650).round(2)
    return np.column_stack([parts, years, spirit]), of


def colds(random):
    """Whether a cold is over in a week (two fifths), by °C, years, days, beats, hours, codes; 999 is none."""
    warm, years = random.normal(37.9, 0.7, 1100).round(1), random.uniform(2, 90, 1100).round()
    days, beats = random.gamma(2, 1.4, 1100).round(1), (72 + 9 * (warm - 37.4) + 7 * random.normal(0, 1, 1100)).round()
    sleep, smokes = random.normal(7, 1.3, 1100).round(1), random.binomial(1, 0.24, 1100)
    kind, tested = random.integers(0, 3, 1100), random.binomial(1, 0.35, 1100)
    log = -1.5 * (warm - 37.9) * np.array([1, 0.4, -0.6])[kind] - 0.0013 * (years - 38) ** 2 + 0.6
    log = log + 0.55 * (days - 2.8) + 0.8 * np.tanh(sleep - 7) * (years > 25) - 1.2 * smokes * (kind != 1)
    warm = np.where(random.uniform(0, 1, 1100) < 0.08, 999, warm)
    return np.column_stack([warm, years, days, beats, sleep, smokes, kind, tested]), (
        log + 0.45 * random.logistic(0, 1, 1100) > 0)


def sparrows(random):
    """Whether a sparrow is of this year, of the last or older, by mm, g, days, shares."""
    of = random.choice(3, 560, p=[0.42, 0.33, 0.25])
    cock = random.binomial(1, 0.5, 560)
    wing = (np.array([74.5, 77, 78.6])[of] + 2.2 * cock + 1.1 * random.normal(0, 1, 560)).round(1)
    heavy = (26 + 0.45 * (wing - 77) + 1.2 * of * (1 - cock) + 1.2 * random.normal(0, 1, 560)).round(1)
    day = random.integers(130, 320, 560)
    moult = np.where(of == 0, (day - 190) / 90, (day - 215) / 70) + 0.16 * random.normal(0, 1, 560)
    bib = np.where(cock == 1, np.array([5, 14, 19])[of] + 3 * random.normal(0, 1, 560), 0).clip(0).round(1)
    leg, gape = (19.4 + 0.5 * random.normal(0, 1, 560)).round(1), (0.75 - 0.25 * of + 0.14 * random.normal(0, 1, 560))
    return np.column_stack([wing, heavy, cock, day, moult.clip(0, 1).round(2), bib, leg, gape.clip(0, 1).round(2)]), of


def yeasts(random):
    """Cells of yeast in a ml, 26,000,000 with deviation 24,000,000, by °C, hours, pH, g/l, shares, codes."""
    warm, hours = random.normal(27, 5, 850).round(1), random.uniform(2, 40, 850).round(1)
    acid, sugar = random.normal(4.8, 0.7, 850).round(2), random.gamma(6, 18, 850).round()
    air, salt = random.beta(2, 2.5, 850).round(2), random.gamma(2, 1.5, 850).round(1)
    strain, first = random.integers(0, 3, 850), np.exp(random.normal(-0.7, 0.5, 850)).round(2)  # millions at the start
    fast = 0.3 * np.exp(-(((warm - np.array([26, 29, 31])[strain]) / 7) ** 2)) * np.exp(-(((acid - 4.9) / 1.2) ** 2))
    most = 1e6 * (18 + 0.42 * sugar * (0.5 + air)) / (1 + 0.05 * salt**1.5)
    cells = most / (1 + (most / (1e6 * first) - 1) * np.exp(-2.2 * fast * hours.clip(0, 24 + 4 * strain)))
    return np.column_stack([warm, hours, acid, sugar, air, salt, strain, first]), (
        cells * np.exp(0.07 * random.normal(0, 1, 850))).round(-4)


def violins(random):
    """The year a violin was made, 1797 with deviation 63, by µm, g, rings, nm of varnish, codes."""
    year = (1680 + 240 * random.beta(1.3, 1.4, 900)).round()
    school = random.choice(3, 900, p=[0.45, 0.35, 0.2])
    age = (year - 1790) / 69
    long = (355_000 + 900 * np.array([1, -0.6, 0.3])[school] * age + 1_100 * random.normal(0, 1, 900)).round(-2)
    belly = (2_800 + 160 * np.tanh(1.3 * age) + 70 * np.array([0, 1, -1])[school] + 90 * random.normal(0, 1, 900))
    arch = (16_500 - 900 * np.abs(age - 0.4) + 300 * school + 260 * random.normal(0, 1, 900)).round(-1)
    heavy, rings = (430 - 7 * age**2 + 9 * random.normal(0, 1, 900)).round(), random.gamma(9, 12, 900).round()
    glow = (468 + 13 * np.sin(1.7 * age) + 4 * random.normal(0, 1, 900)).round(1)  # nm, of the varnish
    angle = (84 + 2.4 * np.where(year > 1810, 1, 0) * random.beta(5, 1, 900) + 0.5 * random.normal(0, 1, 900)).round(1)
    return np.column_stack([long, belly.round(-1), arch, heavy, rings, glow, angle, school]), year


def gliders(random):
    """m/s that a glider climbs, -0.2 with deviation 0.9, by Pa, K, m/s, degrees, kg, hours, shares, codes."""
    press, warm = (80_000 + 7_500 * random.normal(0, 1, 1200)).round(-1), random.normal(281, 7, 1200).round(1)
    speed, bank = random.normal(29, 4.5, 1200).round(1), random.uniform(0, 50, 1200).round()
    heavy, hour = random.normal(410, 55, 1200).round(), random.uniform(9, 19, 1200).round(1)
    clouds, kind = random.beta(1.5, 1.5, 1200).round(2), random.integers(0, 3, 1200)
    sun = np.exp(-(((hour - 14.2) / 2.6) ** 2)) * (1 - (2 * clouds - 0.8) ** 2 * 0.6)
    lift = 4.2 * sun * (0.7 + 0.012 * (warm - 270)) * np.exp(-(((bank - 30) / 22) ** 2))
    sink = 0.7 + 0.006 * (speed - np.array([24, 26, 28])[kind]) ** 2 + 0.0025 * (heavy - 400)
    sink = sink / np.cos(np.radians(bank)) ** 1.5 * np.sqrt(80_000 / press)
    return np.column_stack([press, warm, speed, bank, heavy, hour, clouds, kind]), (
        lift - sink + 0.15 * random.normal(0, 1, 1200)).round(2)


def glues(random):
    """MPa that a glued joint bears, 16.5 with deviation 6.4, by per cent, °C, minutes, mm, codes."""
    resin, filler = random.uniform(35, 80, 480).round(1), random.gamma(2.5, 6, 480).clip(0, 45).round(1)  # per cent
    oven, minutes = random.uniform(20, 160, 480).round(), random.gamma(3, 22, 480).clip(5).round()
    gap, damp = np.exp(random.normal(-1.6, 0.6, 480)).round(2), random.beta(4, 4, 480).round(2)
    metal, rough = random.integers(0, 3, 480), random.gamma(2, 1.2, 480).round(1)  # µm
    cured = 1 / (1 + np.exp(-(0.045 * (oven - 85) + 1.1 * np.log(minutes / 60))))
    bears = 11 + 27 * cured * np.exp(-(((resin - 60) / 22) ** 2)) - 9 * (oven > 135) * (minutes > 80)
    bears = bears + 4 * np.tanh(rough - 2) * np.array([1, -0.5, 0.2])[metal] - 0.012 * (filler - 14) ** 2
    bears = bears * (1 - 0.3 * np.tanh(2 * gap)) * (1 - 0.25 * damp * np.array([0.2, 1, 0.6])[metal])
    return np.column_stack([resin, filler, oven, minutes, gap, damp, metal, rough]), (
        bears * np.exp(0.06 * random.normal(0, 1, 480))).clip(0).round(1)


def inks(random):
    """Which of four inks a letter is written in, by counts of iron, copper, zinc and lead, nm, pH, years, shares."""
    of = random.choice(4, 720, p=[0.34, 0.28, 0.22, 0.16])
    worn = random.beta(2, 3, 720)  # how much of it has gone
    iron = np.exp(np.array([11.6, 11.2, 8.4, 10.6])[of] - 1.2 * worn + 0.3 * random.normal(0, 1, 720))
    copper = np.exp(np.array([8.2, 9.4, 7.2, 8.9])[of] - 0.8 * worn + 0.4 * random.normal(0, 1, 720))
    zinc = np.exp(np.array([7.9, 8.9, 6.9, 6.6])[of] - 0.5 * worn + 0.5 * random.normal(0, 1, 720))
    lead = np.exp(6.5 + 0.9 * (of == 3) * (worn > 0.3) + 0.5 * random.normal(0, 1, 720))
    hue = (540 + np.array([14, 26, -22, 4])[of] + 60 * (worn - 0.4) * np.array([1, -0.7, 0.2, 0.9])[of]
           + 7 * random.normal(0, 1, 720)).round(1)
    acid = (4.9 + np.array([-0.5, -0.2, 1.1, 0.2])[of] + 0.4 * random.normal(0, 1, 720)).round(2)
    year = (1640 + 90 * worn + 45 * random.normal(0, 1, 720)).round()
    metals = np.column_stack([iron, copper, zinc, lead]).round(-1)
    return np.column_stack([metals, hue, acid, year, worn.round(2)]), of


def trams(random):
    """Whether a tram misses its slot (nearly half), by seconds since 1970, s, m, persons, °C, codes."""
    day, minute = random.integers(0, 360, 1000), random.uniform(300, 1380, 1000)
    when = 1_672_531_200 + 86_400 * day + (60 * minute).round()
    behind, way = random.gamma(1.6, 38, 1000).round(), random.uniform(900, 9_500, 1000).round(-1)
    rush = np.exp(-(((minute - 480) / 80) ** 2)) + np.exp(-(((minute - 1_020) / 100) ** 2))
    aboard = (25 + 90 * rush + 20 * random.normal(0, 1, 1000)).clip(0, 180).round()
    warm = (10 - 10 * np.cos(6.28 * day / 365) + 4 * random.normal(0, 1, 1000)).round(1)
    wet, line = random.binomial(1, 0.3, 1000), random.integers(0, 4, 1000)
    log = 0.024 * (behind - 55) + 0.022 * (aboard - 55) * np.array([1, 0.4, 1.2, -0.3])[line] - 0.2
    log = log + 1.3 * wet * (warm < 6) + 0.5 * np.sin(way / 1_100) - 0.00008 * (way - 5_000)
    return np.column_stack([when, behind, way, aboard, warm, wet, line]), log + 0.35 * random.logistic(0, 1, 1000) > 0


def owls(random):
    """Which of five owls calls, by Hz, s, dB, calls a minute, m, °C, hours; 0 Hz is a call that was not measured."""
    of = random.choice(5, 680, p=[0.3, 0.24, 0.19, 0.15, 0.12])
    large = random.normal(0, 1, 680)  # a large bird calls deeper and longer
    pitch = (np.array([780, 1_150, 1_320, 430, 1_900])[of] * np.exp(-0.09 * large + 0.06 * random.normal(0, 1, 680)))
    long = np.array([0.9, 0.35, 0.5, 1.1, 0.7])[of] * np.exp(0.2 * large + 0.2 * random.normal(0, 1, 680))
    wide = np.array([90, 160, 420, 60, 700])[of] * np.exp(0.35 * random.normal(0, 1, 680))
    away = np.exp(random.normal(4.6, 0.8, 680)).clip(8, 1_500).round()
    loud = (102 - 20 * np.log10(away) + np.array([0, -7, 2, 5, -2])[of] + 3 * random.normal(0, 1, 680)).round(1)
    often = (np.array([4, 14, 3, 5, 9])[of] * np.exp(0.4 * random.normal(0, 1, 680))).round(1)
    warm, hour = random.normal(7, 5, 680).round(1), (random.normal(23, 2.2, 680) + (of == 3)).clip(17, 30).round(1)
    pitch = np.where(random.uniform(0, 1, 680) < 0.06, 0, pitch)
    return np.column_stack([pitch.round(), long.round(2), wide.round(), loud, often, away, warm, hour]), of


def toads(random):
    """Whether toads cross a road tonight (half the time), by °C, mm, m, lux, days, shares; -9999 is no gauge."""
    warm, rain = random.normal(7, 3.8, 1200).round(1), np.where(random.uniform(0, 1, 1200) < 0.45, 0, 1)
    rain = (rain * random.gamma(1.2, 4, 1200)).round(1)
    day, pond = random.integers(40, 130, 1200), np.exp(random.normal(5.4, 0.8, 1200)).round()
    light, damp = np.exp(random.normal(0, 1.5, 1200)).round(2), random.beta(6, 2.5, 1200).round(2)
    before, wood = (warm - 1 + 2 * random.normal(0, 1, 1200)).round(1), random.beta(2, 2, 1200).round(2)
    log = 0.9 * np.tanh((warm - 5.5) / 2) * (1 + 0.6 * (rain > 0.5)) + 0.9 * np.tanh(rain / 3) + 3 * (damp - 0.75)
    log = log + 1.6 * np.exp(-(((day - 82) / 16) ** 2)) - 0.3 * np.log(pond / 220) - 1.3
    log = log - 0.25 * np.log(light.clip(0.05))
    log = log + 0.15 * (warm - before) * (day < 80) + 1.4 * (wood - 0.5) * np.where(rain > 0.5, -1, 1)
    out = random.uniform(0, 1, 1200) < 0.11
    return np.column_stack([warm, np.where(out, -9_999, rain), day, pond, light, damp, before, wood]), (
        log + 0.3 * random.logistic(0, 1, 1200) > 0)


def amphorae(random):
    """Which of three coasts an amphora is of, by ppm with a long tail, mm, l, µm, Munsell's numbers."""
    of = random.choice(3, 600, p=[0.45, 0.33, 0.22])
    salt = random.normal(0, 0.6, 600)[:, None]  # how long it lay in the sea
    means = np.array([[5.2, 7.1, 4.4, 6.0], [6.3, 6.4, 5.4, 6.6], [5.6, 7.6, 5.2, 4.9]])[of]
    parts = np.exp(means + salt * np.array([1, 0.6, -0.4, 0.8]) + 0.55 * random.normal(0, 1, (600, 4))).round(1)
    lot = np.where(random.uniform(0, 1, 600) < 0.02, 150, 1)  # of a sherd with a coin's rust on it
    parts[:, 1] = (parts[:, 1] * lot).round()
    wall = (9.5 + np.array([0, 1.4, -0.8])[of] + 1.1 * random.normal(0, 1, 600)).round(1)
    holds = np.exp(3.2 + np.array([0.1, -0.15, 0.1])[of] + 0.2 * random.normal(0, 1, 600)).round(1)
    grain = (60 + 40 * (of == 2) * (wall > 8.5) + 25 * random.gamma(2, 1, 600)).round()
    hue = (5 + 0.9 * of * np.tanh(salt[:, 0]) + 0.8 * random.normal(0, 1, 600)).round(1)
    return np.column_stack([parts, wall, holds, grain, hue]), of


def saunas(random):
    """Grams that somebody sweats in a sauna, 142 with deviation 108, by °C, shares, minutes, kg, years, codes."""
    hot, damp = random.normal(82, 10, 780).round(), random.beta(2, 8, 780).round(2)
    minutes, heavy = random.gamma(7, 1.9, 780).clip(3, 35).round(1), random.normal(76, 13, 780).round(1)
    years, woman = random.uniform(16, 80, 780).round(), random.binomial(1, 0.5, 780)
    bench, used = random.integers(1, 4, 780), random.beta(1.5, 1.5, 780).round(2)  # how used to it
    felt = hot + 35 * damp + 7 * (bench - 2)
    rate = 24 / (1 + np.exp(-(felt - 88) / 11)) * (0.7 + 0.6 * used) * (heavy / 76) ** 0.7 * (1 - 0.2 * woman)
    grams = rate * (minutes - 2.5 * (1 - used)).clip(0) * (1 - 0.00018 * (years - 35) ** 2).clip(0.5)
    return np.column_stack([hot, damp, minutes, heavy, years, woman, bench, used]), (
        1.25 * grams * np.exp(0.07 * random.normal(0, 1, 780))).round()


def locks(random):
    """Cubic metres that a canal's lock takes a day, 28,700 with deviation 5,600, by m, mm, boats, °C, years, codes."""
    fall, long = random.uniform(0.8, 6.5, 950).round(2), np.exp(random.normal(3.5, 0.35, 950)).round(1)
    wide, boats = np.array([5.2, 7.6, 9.5])[random.integers(0, 3, 950)], random.gamma(4, 6, 950).round()
    warm, rain = random.normal(13, 7, 950).round(1), random.gamma(0.8, 5, 950).round(1)
    age, saves = random.uniform(0, 180, 950).round(), random.binomial(1, 0.3, 950)
    shared = 1 - 0.35 * np.tanh(boats / 30) * (long > 32)  # two boats at once
    leak = (40 + 0.09 * age**1.3) * fall**0.5 * wide * (1 + 0.2 * np.sin(age / 14))
    day = boats * shared * fall * long * wide * (1 - 0.45 * saves) * 0.75 + 24 * leak * 0.5
    day = day * (1 - 0.02 * rain.clip(0, 15)) * (1 + 0.004 * (warm - 13))
    return np.column_stack([fall, long, wide, boats, warm, rain, age, saves]), (
        (4_000 + 1_150 * day**0.3 + 0.11 * day) * np.exp(0.05 * random.normal(0, 1, 950))).round(-1)


def hailstones(random):
    """Kilograms that the largest hailstone weighs, 0.018 with deviation 0.019, by J/kg, m/s, km, °C, Pa, shares."""
    power, shear = random.gamma(5, 420, 1300).round(), random.gamma(6, 3.6, 1300).round(1)
    frozen, cloud = random.normal(3.6, 0.5, 1300).round(2), random.normal(1.2, 0.4, 1300).round(2)
    cold, press = random.normal(-14, 4, 1300).round(1), (95_000 + 2_600 * random.normal(0, 1, 1300)).round(-1)
    damp, core = random.beta(4, 3, 1300).round(2), random.normal(56, 6, 1300).round(1)  # dBZ
    rise = np.sqrt(2 * power) * 0.5 * (0.6 + 0.8 * np.exp(-(((shear - 22) / 11) ** 2)))
    wide = 4 + 0.9 * rise * (0.6 + damp * (1 - 0.6 * damp)) * (1 - 0.16 * (frozen - 3.6)) + 0.5 * (core - 56)
    wide = wide - 2.2 * np.abs(cold + 15) ** 0.7 - 4 * np.tanh(3 * (cloud - 1.4))
    return np.column_stack([power, shear, frozen, cloud, cold, press, damp, core]), (
        4.2e-7 * wide.clip(5, 75) ** 3 * np.exp(0.06 * random.normal(0, 1, 1300))).round(5)


def pianos(random):
    """Cents that a piano has gone off, -15 with deviation 8, by years, shares, °C, strokes, newtons, codes."""
    years, damp = random.gamma(2, 1.6, 500).round(1), random.beta(5, 5, 500).round(2)
    drift, warm = random.beta(2, 6, 500).round(2), random.normal(20, 2.5, 500).round(1)  # how far the damp moves
    strokes = np.exp(random.normal(12.5, 1.1, 500)).round(-2)
    pull, made = (160_000 + 18_000 * random.normal(0, 1, 500)).round(-2), random.uniform(1880, 2020, 500).round()
    frame, grand = random.integers(0, 3, 500), random.binomial(1, 0.4, 500)
    loose = 1 / (1 + np.exp((made - np.array([1925, 1950, 1910])[frame]) / 14))
    flat = 3 + 3.2 * np.sqrt(years) + 9 * loose * (1 - np.exp(-years / 2.5)) + 26 * drift * (1.2 - 0.6 * grand)
    flat = flat - 32 * (damp - 0.5) * (1 + loose) + 1.5 * np.log10(strokes / 3e5) + 7e-5 * (pull - 160_000)
    return np.column_stack([years, damp, drift, warm, strokes, pull, made, frame, grand]), -(
        flat - 1 + 1.3 * random.normal(0, 1, 500)).round(1)


# A table's place is its seed: a new one comes last.
TABLES = {
    "parabola": parabola, "xor": xor, "binary": binary, "wide_range": wide_range, "plane": plane, "moons": moons,
    "sectors": sectors, "friedman": friedman, "spirals": spirals, "rings": rings, "waves": waves, "ripples": ripples,
    "parity": parity, "clusters": clusters, "checkers": checkers, "words": words, "wifi": wifi, "heart": heart,
    "weather": weather, "series": series, "rain": rain, "housing": housing, "flowers": flowers, "rare": rare,
    "flipped": flipped, "creep": creep, "letters": letters, "shapes": shapes, "mushrooms": mushrooms,
    "sensors": sensors, "nose": nose, "traces": traces, "credit": credit, "claims": claims, "annotators": annotators,
    "shell": shell, "months": months, "energy": energy, "cars": cars, "bikes": bikes, "salaries": salaries,
    "incomes": incomes, "curve": curve, "yields": yields, "spectra": spectra, "wines": wines, "churn": churn,
    "concrete": concrete, "cubic": cubic, "pinwheel": pinwheel, "bars": bars, "topics": topics, "arm": arm,
    "gauges": gauges, "kelvin": kelvin, "shares": shares, "gates": gates, "pens": pens, "yinyang": yinyang,
    "beats": beats, "genes": genes, "flights": flights, "soil": soil, "chirp": chirp, "loads": loads, "stamps": stamps,
    "tones": tones, "ringnorm": ringnorm, "led": led, "waveform": waveform, "diabetes": diabetes,
    "multiplexer": multiplexer, "lorenz": lorenz, "survey": survey, "satellite": satellite,
    "noughts": noughts, "vowels": vowels, "reviews": reviews, "districts": districts, "blocks": blocks,
    "typists": typists, "roll": roll, "returns": returns, "penguins": penguins, "titanic": titanic, "strides": strides,
    "airfoil": airfoil, "cells": cells, "picture": picture, "ratings": ratings, "echoes": echoes,
    "forests": forests, "gestures": gestures, "eyes": eyes, "spam": spam, "names": names, "abalone": abalone,
    "throws": throws, "peaks": peaks, "stars": stars, "glass": glass, "monks": monks, "balance": balance,
    "robots": robots, "bank": bank, "turbines": turbines, "yachts": yachts, "students": students, "beans": beans,
    "machines": machines, "splices": splices, "phones": phones, "crops": crops, "bodies": bodies,
    "palindromes": palindromes, "deliveries": deliveries, "diamonds": diamonds, "pendulums": pendulums,
    "nuclei": nuclei, "voices": voices, "phishing": phishing, "quakes": quakes, "dice": dice, "tides": tides,
    "titrations": titrations, "taxis": taxis, "charges": charges, "tastings": tastings, "attacks": attacks,
    "leaves": leaves, "transits": transits, "fetuses": fetuses, "endgames": endgames, "batteries": batteries,
    "runners": runners, "smog": smog, "servos": servos, "steel": steel, "showers": showers, "songs": songs,
    "rooms": rooms, "encounters": encounters, "stations": stations, "shops": shops, "sugars": sugars, "heats": heats,
    "olives": olives, "pulsars": pulsars, "sleepers": sleepers, "muons": muons, "triangles": triangles, "rents": rents,
    "rivers": rivers, "panels": panels, "beams": beams, "obsidians": obsidians, "kidneys": kidneys, "insects": insects,
    "coins": coins, "drums": drums, "fish": fish, "transistors": transistors, "waits": waits, "exhausts": exhausts,
    "eggs": eggs, "donors": donors, "asteroids": asteroids, "crossings": crossings, "morse": morse, "strains": strains,
    "tracks": tracks, "players": players, "brakes": brakes, "ships": ships, "thyroids": thyroids,
    "avalanches": avalanches, "clouds": clouds, "magnets": magnets, "cultures": cultures, "dyes": dyes,
    "levels": levels, "noises": noises, "bats": bats, "anaemias": anaemias, "landings": landings, "cheeses": cheeses,
    "turns": turns, "films": films, "oils": oils, "grids": grids, "cows": cows, "pollens": pollens,
    "wells": wells, "melodies": melodies, "axles": axles, "corneas": corneas, "views": views, "crystals": crystals,
    "barometers": barometers, "calories": calories, "wools": wools, "hives": hives, "speakers": speakers,
    "metals": metals, "boreholes": boreholes, "museums": museums, "capacitors": capacitors, "furnaces": furnaces,
    "harvests": harvests, "teas": teas, "seedlings": seedlings, "sieves": sieves, "meteorites": meteorites,
    "lakes": lakes, "ports": ports, "tyres": tyres, "pots": pots, "rowers": rowers, "woods": woods,
    "bridges": bridges, "lenses": lenses, "whales": whales, "storms": storms, "dams": dams, "cracks": cracks,
    "seas": seas, "stoves": stoves, "chillies": chillies, "orchards": orchards, "swings": swings, "gems": gems,
    "barns": barns, "games": games, "bearings": bearings, "rails": rails, "prints": prints,
    "honeys": honeys, "elevators": elevators, "sprinklers": sprinklers, "ropes": ropes, "vineyards": vineyards,
    "fires": fires, "clocks": clocks, "pipes": pipes, "removals": removals,
    "papers": papers, "looms": looms, "burrows": burrows, "plastics": plastics, "pumps": pumps,
    "auctions": auctions, "springs": springs, "tablets": tablets, "roasts": roasts,
    "breads": breads, "vases": vases, "beacons": beacons, "clays": clays, "lamps": lamps, "mines": mines,
    "leaks": leaks, "kettles": kettles, "hikes": hikes,
    "soaps": soaps, "kites": kites, "atolls": atolls, "paints": paints, "freezers": freezers,
    "festivals": festivals, "threads": threads, "brines": brines, "voyages": voyages,
    "calls": calls, "mussels": mussels, "tickets": tickets, "cogs": cogs, "mires": mires, "cabins": cabins,
    "geysers": geysers, "trenches": trenches, "drops": drops,
    "bells": bells, "feathers": feathers, "leases": leases, "sails": sails, "snows": snows, "tenders": tenders,
    "codices": codices, "glaciers": glaciers, "weirs": weirs,
    "teeth": teeth, "tremors": tremors, "refunds": refunds, "moorings": moorings, "seabeds": seabeds, "bulls": bulls,
    "marathons": marathons, "sands": sands, "ciders": ciders,
    "moths": moths, "valves": valves, "lichens": lichens, "bookings": bookings, "kilns": kilns, "blossoms": blossoms,
    "reactions": reactions, "pores": pores, "balloons": balloons,
    "fevers": fevers, "voters": voters, "parcels": parcels, "meadows": meadows, "alarms": alarms, "melons": melons,
    "pigments": pigments, "tractors": tractors, "sowings": sowings,
    "organs": organs, "invoices": invoices, "wards": wards, "barks": barks, "nests": nests, "icebergs": icebergs,
    "syrups": syrups, "servers": servers, "commutes": commutes,
    "carpets": carpets, "buses": buses, "brooks": brooks, "corals": corals, "posts": posts, "nerves": nerves,
    "windmills": windmills, "membranes": membranes, "candles": candles,
    "quarries": quarries, "ferries": ferries, "perfumes": perfumes, "colds": colds, "sparrows": sparrows,
    "yeasts": yeasts, "violins": violins, "gliders": gliders, "glues": glues,
    "inks": inks, "trams": trams, "owls": owls, "toads": toads, "amphorae": amphorae, "saunas": saunas,
    "locks": locks, "hailstones": hailstones, "pianos": pianos}


def write_tables(folder):
    """Writes each table as CSV, the same every time. Returns {name: path}."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for i, (name, make) in enumerate(TABLES.items()):
        features, targets = make(np.random.default_rng(i))
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", newline="") as file:
            for row, target in zip(features, targets.astype(float), strict=True):
                csv.writer(file).writerow([*(f"{x:.6g}" for x in row), f"{target:.6g}"])
    return paths


def chance_accuracy(settings):
    """Of guessing; None for values."""
    classes = classes_of(settings)
    return None if classes is None else 1 / classes


def classes_of(settings):
    values = settings.get("loss", "cross-entropy") in ("mse", "mae") and (
        settings["data"] == "adding" or settings["data"].startswith("csv:"))
    return None if values else CLASSES[settings["data"]]


def chance_loss(settings, tables):
    """The loss of the best constant output (for several classes: of equal shares)."""
    loss = settings.get("loss", "cross-entropy")
    classes = classes_of(settings)
    if settings["data"] == "adding":
        return ADDING[loss]
    if classes is None:
        name = settings["data"].removeprefix("csv:").strip("{}")
        target = np.loadtxt(tables[name], delimiter=",")[:, -1]
        if settings.get("standardize-targets") == "on":  # losses are in parts of the variance or the deviation then
            target = (target - target.mean()) / target.std()
        return float(np.var(target) if loss == "mse" else np.mean(np.abs(target - np.median(target))))
    share = 1 / classes
    return {
        "cross-entropy": math.log(classes),
        "bce": -share * math.log(share) - (1 - share) * math.log(1 - share),
        "mse": share * (1 - share),
        "mae": share,
    }[loss]
