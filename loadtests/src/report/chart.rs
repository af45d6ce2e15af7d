//! Lines over two axes, as SVG.

use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 40.0;
/// Lines across a chart, about.
const STEPS: f64 = 5.0;

/// How an axis is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// From zero.
    Linear,
    /// By powers of ten.
    Log,
    /// Shares from 0 to 1 so that each further nine takes as much room as the one before.
    Nines,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) across: String,
    pub(super) up: String,
    pub(super) scales: (Scale, Scale),
    pub(super) lines: Vec<Line>,
}

/// One axis: where a value lies between 0 and 1, and which values are written beside it.
struct Axis {
    scale: Scale,
    low: f64,
    high: f64,
    ticks: Vec<(f64, String)>,
}

impl Axis {
    fn of(scale: Scale, values: impl Iterator<Item = f64> + Clone) -> Self {
        let highest = values.clone().fold(f64::MIN_POSITIVE, f64::max);
        match scale {
            Scale::Linear => {
                let step = round_step(highest / STEPS);
                let steps = (highest / step).ceil().max(1.0);
                let ticks = numbers(0.0, steps).map(|at| at * step).map(|at| (at, short(at))).collect();
                Self { scale, low: 0.0, high: steps * step, ticks }
            }
            Scale::Log => {
                let lowest = values.filter(|value| *value > 0.0).fold(highest, f64::min);
                let (low, high) = (lowest.log10().floor(), highest.log10().ceil());
                let high = if high > low { high } else { low + 1.0 };
                let ticks = numbers(low, high).map(|power| (10_f64.powf(power), short(10_f64.powf(power))));
                Self { scale, low, high, ticks: ticks.collect() }
            }
            Scale::Nines => {
                let high = nines(highest.min(0.999_99)).max(1.0);
                let marks = [0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];
                let ticks = marks.into_iter().filter(|mark| nines(*mark) <= high + 0.01);
                Self { scale, low: 0.0, high, ticks: ticks.map(|mark| (mark, percent(mark))).collect() }
            }
        }
    }

    fn place(&self, value: f64) -> f64 {
        let value = match self.scale {
            Scale::Linear => value,
            Scale::Log => value.max(f64::MIN_POSITIVE).log10(),
            Scale::Nines => nines(value),
        };
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

fn nines(share: f64) -> f64 {
    -(1.0 - share).max(1e-9).log10()
}

fn percent(share: f64) -> String {
    let text = format!("{:.3}", share * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `low`, `low + 1`, … up to `high`; at most 100 of them.
fn numbers(low: f64, high: f64) -> impl Iterator<Item = f64> {
    (0..100_u8).map(move |step| low + f64::from(step)).take_while(move |at| *at <= high + 1e-9)
}

/// The next of 1, 2, 5, 10, 20, … that is not smaller.
fn round_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.max(f64::MIN_POSITIVE).log10().floor());
    let fits = |times: &f64| times * power >= wanted * (1.0 - 1e-9);
    [1.0, 2.0, 5.0].into_iter().find(fits).unwrap_or(10.0) * power
}

/// `1.5k`, `20M`, `0.25`.
pub(super) fn short(value: f64) -> String {
    let (scaled, suffix) = match value.abs() {
        size if size >= 1e9 => (value / 1e9, "G"),
        size if size >= 1e6 => (value / 1e6, "M"),
        size if size >= 1e4 => (value / 1e3, "k"),
        _ => (value, ""),
    };
    let digits = if scaled.abs() >= 100.0 || scaled.fract().abs() < 1e-9 { 0 } else { 2 };
    let text = format!("{scaled:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text}{suffix}")
}

/// Text that may stand in HTML and SVG.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Chart {
    /// Nothing where there is nothing to show.
    #[must_use]
    pub(super) fn render(&self) -> String {
        if self.lines.iter().all(|line| line.points.len() < 2) {
            return String::new();
        }
        let points = self.lines.iter().flat_map(|line| line.points.iter());
        let across = Axis::of(self.scales.0, points.clone().map(|(x, _)| *x));
        let up = Axis::of(self.scales.1, points.map(|(_, y)| *y));
        let mut svg = format!(
            "<figure><figcaption>{}{}</figcaption><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
            escape(&self.title),
            self.legend(),
            escape(&self.title)
        );
        draw_axes(&mut svg, &across, &up);
        let (middle, side) = (f64::midpoint(LEFT, WIDTH - RIGHT), f64::midpoint(TOP, HEIGHT - BOTTOM));
        let (bottom, across_label, up_label) = (HEIGHT - 6.0, escape(&self.across), escape(&self.up));
        push(
            &mut svg,
            format_args!("<text class=\"axis\" x=\"{middle:.1}\" y=\"{bottom:.1}\">{across_label}</text>"),
        );
        push(
            &mut svg,
            format_args!(
                "<text class=\"axis\" transform=\"translate(14 {side:.1}) rotate(-90)\">{up_label}</text>"
            ),
        );
        for (number, line) in self.lines.iter().enumerate() {
            let path: Vec<String> =
                line.points.iter().map(|(x, y)| at(across.place(*x), up.place(*y))).collect();
            push(
                &mut svg,
                format_args!("<polyline class=\"line line{}\" points=\"{}\"/>", number % 5, path.join(" ")),
            );
        }
        svg.push_str("</svg></figure>");
        svg
    }

    fn legend(&self) -> String {
        if self.lines.len() < 2 {
            return String::new();
        }
        let mut legend = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            push(
                &mut legend,
                format_args!("<span class=\"key key{}\">{}</span>", number % 5, escape(&line.name)),
            );
        }
        legend
    }
}

fn draw_axes(svg: &mut String, across: &Axis, up: &Axis) {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for (value, label) in &up.ticks {
        let y = bottom - up.place(*value) * (bottom - TOP);
        push(
            svg,
            format_args!("<line class=\"grid\" x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"),
        );
        let (x, y) = (LEFT - 8.0, y + 4.0);
        push(svg, format_args!("<text class=\"up\" x=\"{x:.1}\" y=\"{y:.1}\">{label}</text>"));
    }
    for (value, label) in &across.ticks {
        let x = LEFT + across.place(*value) * (right - LEFT);
        let y = bottom + 16.0;
        push(
            svg,
            format_args!("<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/>"),
        );
        push(svg, format_args!("<text class=\"across\" x=\"{x:.1}\" y=\"{y:.1}\">{label}</text>"));
    }
}

fn at(across: f64, up: f64) -> String {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    format!("{:.1},{:.1}", LEFT + across * (right - LEFT), bottom - up * (bottom - TOP))
}

fn push(text: &mut String, more: std::fmt::Arguments<'_>) {
    // Writing into a String does not fail.
    let _ = text.write_fmt(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(scale: Scale, values: &[f64]) -> Vec<String> {
        Axis::of(scale, values.iter().copied()).ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn axes_are_divided_by_round_numbers() {
        assert_eq!(ticks(Scale::Linear, &[3.0, 47.0]), ["0", "10", "20", "30", "40", "50"]);
        assert_eq!(ticks(Scale::Log, &[300.0, 20_000.0]), ["100", "1000", "10k", "100k"]);
        assert_eq!(ticks(Scale::Nines, &[0.1, 0.999]), ["0 %", "50 %", "90 %", "99 %", "99.9 %"]);
        assert_eq!(ticks(Scale::Linear, &[0.0]).first().map(String::as_str), Some("0"));
    }

    #[test]
    fn a_line_goes_from_corner_to_corner() {
        let chart = Chart {
            title: "a < b".to_owned(),
            across: "s".to_owned(),
            up: "n".to_owned(),
            scales: (Scale::Linear, Scale::Linear),
            lines: vec![Line { name: "one".to_owned(), points: vec![(0.0, 0.0), (5.0, 50.0)] }],
        };
        let svg = chart.render();
        assert!(svg.contains("points=\"64.0,220.0 704.0,16.0\""), "{svg}");
        assert!(svg.contains("a &lt; b") && !svg.contains("a < b"), "{svg}");
    }

    #[test]
    fn one_point_is_no_line() {
        let chart = Chart {
            title: String::new(),
            across: String::new(),
            up: String::new(),
            scales: (Scale::Linear, Scale::Log),
            lines: vec![Line { name: String::new(), points: vec![(1.0, 1.0)] }],
        };
        assert_eq!(chart.render(), "");
    }

    #[test]
    fn numbers_are_written_short() {
        for (value, expected) in
            [(0.0, "0"), (0.25, "0.25"), (7.0, "7"), (15_500.0, "15.5k"), (2e7, "20M"), (123.4, "123")]
        {
            assert_eq!(short(value), expected);
        }
    }
}
