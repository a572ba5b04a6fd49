"""Tables that the twenty-third part added."""

import numpy as np


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


CLASSES = {"wools": 6, "hives": 2, "speakers": 2, "metals": 7, "boreholes": 4}
TABLES = (wools, hives, speakers, metals, boreholes, museums, capacitors, furnaces, harvests)
