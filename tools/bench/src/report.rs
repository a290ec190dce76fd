//! What was measured: a line each, for people or for programs.

use crate::stats::{Paired, median, spread};
use crate::{machine, place::round};

/// What a value or a ratio must reach.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// The value is at least this.
    AtLeast(f64),
    /// The value is below this.
    Below(f64),
    /// The value is at most this.
    AtMost(f64),
    /// The ratio is at least this.
    RatioAtLeast(f64),
    /// The ratio is at most this.
    RatioAtMost(f64),
    /// This was looked at beside the value, and whether it held.
    Holds(&'static str, bool),
}

impl Goal {
    fn is_met(self, figure: &Figure) -> bool {
        match self {
            Self::AtLeast(least) => figure.value >= least,
            Self::Below(most) => figure.value < most,
            Self::AtMost(most) => figure.value <= most,
            Self::RatioAtLeast(least) => figure.ratio() >= least,
            Self::RatioAtMost(most) => figure.ratio() <= most,
            Self::Holds(_, held) => held,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtLeast(least) => format!("≥ {}", number(least)),
            Self::Below(most) => format!("< {}", number(most)),
            Self::AtMost(most) => format!("≤ {}", number(most)),
            Self::RatioAtLeast(least) => format!("≥ {least} ×"),
            Self::RatioAtMost(most) => format!("≤ {most} ×"),
            Self::Holds(what, _) => what.to_owned(),
        }
    }
}

/// One figure beside its baseline.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The stable name.
    pub name: &'static str,
    /// The median of the rounds.
    pub value: f64,
    /// What value and baseline count.
    pub unit: &'static str,
    /// The baseline's median.
    pub baseline: f64,
    /// What must hold.
    pub goals: Vec<Goal>,
    /// What was measured.
    pub what: String,
    /// What the baseline is.
    pub beside: String,
    /// How many rounds there were, and how far they lie apart.
    pub noise: String,
    /// A missed goal is a fault of the program and never of the machine.
    pub must_hold: bool,
}

impl Figure {
    /// From rounds.
    pub fn of(
        name: &'static str,
        unit: &'static str,
        rounds: &Paired,
        what: impl Into<String>,
        beside: impl Into<String>,
    ) -> Self {
        let share = spread(&rounds.values).max(spread(&rounds.baselines)) * 100.0;
        Self {
            name,
            value: median(&rounds.values),
            unit,
            baseline: median(&rounds.baselines),
            goals: Vec::new(),
            what: what.into(),
            beside: beside.into(),
            noise: format!("{} rounds, noise {share:.0} %", rounds.values.len()),
            must_hold: false,
        }
    }

    /// With a goal.
    #[must_use]
    pub fn goal(mut self, goal: Goal) -> Self {
        self.goals.push(goal);
        self
    }

    /// Whether every goal is met.
    pub fn meets_its_goals(&self) -> bool {
        self.goals.iter().all(|goal| goal.is_met(self))
    }

    /// Value by baseline.
    pub fn ratio(&self) -> f64 {
        if self.baseline > 0.0 { self.value / self.baseline } else { 0.0 }
    }

    fn json(&self) -> String {
        serde_json::json!({
            "name": self.name,
            "value": round(self.value),
            "unit": self.unit,
            "baseline": round(self.baseline),
            "ratio": round(self.ratio()),
        })
        .to_string()
    }

    fn line(&self) -> String {
        let goals: Vec<String> = self.goals.iter().map(|goal| goal.text()).collect();
        let met = match (self.goals.is_empty(), self.meets_its_goals()) {
            (true, _) => "",
            (false, true) => "met",
            (false, false) => "MISSED",
        };
        let numbers = format!(
            "{:<24} {:>11} {:<13} {:>11} {:>9}  {:<20} {met}",
            self.name,
            number(self.value),
            self.unit,
            number(self.baseline),
            format!("{:.2} ×", self.ratio()),
            goals.join(", "),
        );
        format!("{}\n    {}\n    beside: {} ({})", numbers.trim_end(), self.what, self.beside, self.noise)
    }
}

/// Three significant places for small numbers, whole ones with thin spaces for large.
fn number(value: f64) -> String {
    if value >= 1000.0 {
        let digits = format!("{value:.0}");
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        return out;
    }
    let places = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else if value >= 1.0 {
        2
    } else {
        3
    };
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Prints figures as they come.
pub struct Report {
    json: bool,
}

impl Report {
    /// The head.
    pub fn begin(json: bool) -> Self {
        if !json {
            println!("{}\n", machine::description());
            let head = ("name", "value", "unit", "baseline", "ratio", "goal");
            println!("{:<24} {:>11} {:<13} {:>11} {:>9}  {}", head.0, head.1, head.2, head.3, head.4, head.5);
        }
        Self { json }
    }

    /// Lines.
    pub fn add(&mut self, figures: Vec<Figure>) {
        for figure in figures {
            println!("{}", if self.json { figure.json() } else { figure.line() });
        }
    }

    /// The foot.
    pub fn end(&self) {
        if !self.json {
            println!("\nMedians of rounds taken in turns. Noise: the widest distance of two rounds by their median.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, Goal, number};
    use crate::stats::Paired;

    fn figure() -> Figure {
        let rounds = Paired { values: vec![12_345.0], baselines: vec![20_000.0] };
        Figure::of("x", "per second", &rounds, "this", "that")
    }

    #[test]
    fn a_program_gets_name_value_unit_baseline_and_ratio() {
        let json: serde_json::Value = serde_json::from_str(&figure().json()).unwrap();
        assert_eq!(json["name"], "x");
        assert_eq!(json["unit"], "per second");
        assert_eq!(json["ratio"], 0.617);
        assert_eq!(json.as_object().unwrap().len(), 5);
    }

    #[test]
    fn a_goal_is_met_by_value_or_ratio() {
        assert!(figure().goal(Goal::AtLeast(10_000.0)).goal(Goal::RatioAtLeast(0.6)).line().contains(" met\n"));
        assert!(figure().goal(Goal::AtLeast(10_000.0)).goal(Goal::RatioAtLeast(0.7)).line().contains(" MISSED\n"));
        assert!(figure().goal(Goal::RatioAtMost(0.6)).line().contains(" MISSED\n"));
        assert!(figure().goal(Goal::Below(12_346.0)).line().contains(" met\n"));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(1_234_567.8), "1,234,568");
        assert_eq!(number(0.6), "0.6");
        assert_eq!(number(25.0), "25");
        assert_eq!(number(300.0), "300");
    }
}
