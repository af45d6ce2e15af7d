//! The page for people: everything in one file, nothing loaded from elsewhere.

use super::Report;
use super::chart::{Chart, Line, Scale, escape, short};
use crate::findings::{Bound, Figure};
use crate::meter::Second;
use crate::number::float;

const STYLE: &str = include_str!("page.css");

#[must_use]
pub(super) fn render(report: &Report) -> String {
    let title = escape(&format!("Frontdesk load test: {}", report.scenario));
    let verdict = if report.correct {
        "<p class=\"good\">Everything that must be true was true.</p>"
    } else {
        "<p class=\"bad\">Something that must be true was not: see below.</p>"
    };
    let parts = [
        format!("<h1>{title}</h1><p>{}</p>{verdict}", escape(&report.about)),
        assertions(report),
        verdicts(report),
        figures("Figures", &report.findings.figures),
        figures("Floors of this machine, in the same minutes", &report.findings.floors),
        distributions(report),
        charts(report),
        errors(report),
        circumstances(report),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main>{}</main></body></html>\n",
        parts.concat()
    )
}

fn table(title: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let head: String = head.iter().map(|cell| format!("<th>{}</th>", escape(cell))).collect();
    let row = |cells: &Vec<String>| -> String {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<h2>{}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>", escape(title))
}

/// Enough digits to compare, not more.
fn written(value: f64) -> String {
    match value.abs() {
        size if size >= 1_000.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}

fn assertions(report: &Report) -> String {
    let word = |holds| if holds { "holds" } else { "BROKEN" }.to_owned();
    let rows = report.findings.assertions.iter();
    let rows: Vec<_> = rows.map(|one| vec![one.what.clone(), word(one.holds), one.detail.clone()]).collect();
    table("What must be true", &["what", "", "detail"], &rows)
}

fn verdicts(report: &Report) -> String {
    let rows = report.findings.verdicts.iter().map(|one| {
        let bound = match one.bound {
            Bound::AtMost(bound) => format!("≤ {}", written(bound)),
            Bound::AtLeast(bound) => format!("≥ {}", written(bound)),
        };
        let reached = if one.reached { "reached" } else { "not reached" };
        vec![
            one.goal.to_owned(),
            one.what.clone(),
            written(one.measured),
            bound,
            one.unit.to_owned(),
            reached.to_owned(),
        ]
    });
    table("Goals", &["goal", "what", "measured", "goal is", "unit", ""], &rows.collect::<Vec<_>>())
}

fn figures(title: &str, figures: &[Figure]) -> String {
    let rows = figures.iter().map(|one| vec![one.name.clone(), written(one.value), one.unit.to_owned()]);
    table(title, &["what", "value", "unit"], &rows.collect::<Vec<_>>())
}

fn distributions(report: &Report) -> String {
    let millis = |micros: u64| written(float(micros) / 1_000.0);
    let rows = report.findings.distributions.iter().map(|one| {
        let times = [one.p50_us, one.p95_us, one.p99_us, one.max_us].map(millis);
        [vec![one.name.clone(), one.count.to_string(), written(one.mean_us / 1_000.0)], times.to_vec()]
            .concat()
    });
    let head = ["what", "count", "mean ms", "p50 ms", "p95 ms", "p99 ms", "max ms"];
    table("Latencies", &head, &rows.collect::<Vec<_>>())
}

/// A line over time: its name, and its value in a second.
type OverTime<'a> = (&'a str, fn(&Second) -> f64);

fn charts(report: &Report) -> String {
    let over_time = |title: &str, up: &str, scale, lines: &[OverTime<'_>]| {
        let line = |(name, value): &OverTime<'_>| Line {
            name: (*name).to_owned(),
            points: report.timeline.iter().map(|second| (second.at, value(second))).collect(),
        };
        Chart {
            title: title.to_owned(),
            across: "seconds".to_owned(),
            up: up.to_owned(),
            scales: (Scale::Linear, scale),
            lines: lines.iter().map(line).collect(),
        }
        .render()
    };
    let latencies = Chart {
        title: "Latency by percentile".to_owned(),
        across: "share of all that took no longer".to_owned(),
        up: "ms".to_owned(),
        scales: (Scale::Nines, Scale::Log),
        lines: report.findings.distributions.iter().map(curve).collect(),
    };
    let own = report.findings.curves.iter().map(|curve| {
        let line = Line { name: String::new(), points: curve.points.clone() };
        let (title, across, up) = (curve.title.clone(), curve.across.to_owned(), curve.up.to_owned());
        Chart { title, across, up, scales: (Scale::Log, Scale::Linear), lines: vec![line] }.render()
    });
    let parts = [
        own.collect(),
        latencies.render(),
        over_time("Done a second", "1/s", Scale::Linear, &[("rate", |second| second.rate)]),
        over_time(
            "p99 of each second",
            "ms",
            Scale::Log,
            &[("p99", |second| float(second.p99_us) / 1_000.0)],
        ),
        over_time(
            "CPU",
            "cores",
            Scale::Linear,
            &[("server", |second| second.server_cores), ("load generator", |second| second.own_cores)],
        ),
        over_time(
            "Memory of the server",
            "MB",
            Scale::Linear,
            &[("resident", |second| float(second.server_resident_bytes) / 1_048_576.0)],
        ),
    ];
    parts.concat()
}

fn curve(one: &crate::statistics::Distribution) -> Line {
    let points = one.curve.iter().map(|(share, micros)| (*share, float(*micros) / 1_000.0));
    Line { name: one.name.clone(), points: points.collect() }
}

fn errors(report: &Report) -> String {
    let rows: Vec<_> =
        report.errors.iter().map(|(what, count)| vec![what.clone(), count.to_string()]).collect();
    table("What failed", &["what", "times"], &rows)
}

fn circumstances(report: &Report) -> String {
    let machine = &report.machine;
    let mut rows = vec![
        vec!["date".to_owned(), report.date.clone()],
        vec!["command".to_owned(), report.command.clone()],
        vec!["machine".to_owned(), format!("{} × {}", machine.cores, machine.cpu)],
        vec!["memory".to_owned(), format!("{} MB", machine.memory_megabytes)],
        vec!["kernel".to_owned(), machine.kernel.clone()],
        vec!["open files".to_owned(), short(float(machine.open_files))],
    ];
    rows.extend(report.parameters.iter().map(|(key, value)| vec![key.clone(), value.to_string()]));
    rows.extend(report.findings.notes.iter().map(|note| vec!["note".to_owned(), note.clone()]));
    table("Circumstances", &["", ""], &rows)
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn the_page_stands_alone() {
        let page = render(&sample());
        for foreign in ["http://", "https://", "src=", "href=", "<script", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_page_shows_figures_goals_and_plots() {
        let page = render(&sample());
        for expected in
            ["41234", "reached", "not reached", "holds", "Latency by percentile", "Done a second", "pairs"]
        {
            assert!(page.contains(expected), "{expected}");
        }
        assert!(page.matches("<svg").count() >= 4, "{page}");
    }

    #[test]
    fn texts_cannot_become_markup() {
        let page = render(&sample());
        assert!(page.contains("Visitors &amp; &lt;agents&gt;"), "{page}");
    }

    #[test]
    fn a_broken_assertion_is_told_at_the_top() {
        let mut report = sample();
        report.correct = false;
        report.findings.assert_none("messages twice", 2);
        let page = render(&report);
        assert!(page.contains("Something that must be true was not") && page.contains("BROKEN"), "{page}");
    }
}
