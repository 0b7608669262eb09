"""Colours as a browser has reckoned them, and how far they stand apart."""

# `contrast(words of a colour, element)`: to the ground of that element, all that shines through.
COLOURS = """
const colour = words => {
    const [red, green, blue, alpha = 1] = words.match(/[\\d.]+/g).map(Number);
    return [red, green, blue, alpha];
};
const over = (top, under) => under.map((part, at) => top[at] * top[3] + part * (1 - top[3]));
const ground = at => {
    const layers = [];
    for (; at; at = at.parentElement) layers.push(getComputedStyle(at).backgroundColor);
    return layers.reverse().reduce((under, top) => over(colour(top), under), [255, 255, 255]);
};
const light = parts => parts.map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
const contrast = (ink, on) => {
    const under = ground(on);
    const [high, low] = [light(over(colour(ink), under)), light(under)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
};"""
