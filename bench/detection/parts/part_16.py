"""Tables that the sixteenth part added."""

import numpy as np


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


CLASSES = {"steel": 5, "showers": 2, "songs": 5, "rooms": 2, "encounters": 2}
TABLES = (steel, showers, songs, rooms, encounters, stations, shops, sugars, heats)
