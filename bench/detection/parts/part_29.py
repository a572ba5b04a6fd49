"""Tables that the twenty-ninth part added."""

import numpy as np


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


CLASSES = {"breads": 6, "vases": 2, "beacons": 2, "clays": 7, "lamps": 5}
TABLES = (breads, vases, beacons, clays, lamps, mines, leaks, kettles, hikes)
