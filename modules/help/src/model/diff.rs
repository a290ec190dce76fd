//! How a text differs from the one before it, line by line, and within a line word by word: what somebody who reads it over looks at first.

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of it.
    pub change: Change,
    /// Its text.
    pub text: String,
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// So many lines are the same in both, and far from what has changed.
    Skipped(usize),
    /// A line with what became of its pieces.
    Shown(Vec<Run>),
}

/// Lines around a change that are shown as they are.
const AROUND: usize = 1;
/// The most pairs that are compared; what is larger is shown as gone and new as a whole.
const PAIRS: usize = 1_000_000;

/// The differences; empty where there are none.
#[must_use]
pub fn diff(before: &str, after: &str) -> Vec<Line> {
    let lines = |text: &'_ str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (before, after) = (lines(before), lines(after));
    let steps = steps(&before, &after);
    if steps.iter().all(|(change, _)| *change == Change::Same) {
        return Vec::new();
    }
    let mut all: Vec<(bool, Vec<Run>)> = Vec::new();
    for part in steps.chunk_by(|a, b| (a.0 == Change::Same) == (b.0 == Change::Same)) {
        let of = |change: Change| part.iter().filter(move |step| step.0 == change).map(|step| step.1.as_str());
        all.extend(of(Change::Same).map(|line| (false, vec![run(Change::Same, line)])));
        let (mut gone, mut new) = (of(Change::Removed), of(Change::Added));
        loop {
            match (gone.next(), new.next()) {
                (Some(old), Some(line)) => all.extend(changed(old, line).into_iter().map(|runs| (true, runs))),
                (Some(old), None) => all.push((true, vec![run(Change::Removed, old)])),
                (None, Some(line)) => all.push((true, vec![run(Change::Added, line)])),
                (None, None) => break,
            }
        }
    }
    folded(all)
}

/// A line of text that differs from another one, such as a title; empty where it does not.
#[must_use]
pub fn of_line(before: &str, after: &str) -> Vec<Run> {
    if before == after { Vec::new() } else { words(before, after) }
}

fn run(change: Change, text: &str) -> Run {
    Run { change, text: text.to_owned() }
}

/// One line in the place of another: word by word where they have something in common, else each for itself.
fn changed(old: &str, new: &str) -> Vec<Vec<Run>> {
    let runs = words(old, new);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let same: usize = runs.iter().filter(|run| run.change == Change::Same).map(|run| letters(&run.text)).sum();
    if same * 3 < letters(old).min(letters(new)) {
        return vec![vec![run(Change::Removed, old)], vec![run(Change::Added, new)]];
    }
    vec![runs]
}

/// Leaves out what is far from a change.
fn folded(all: Vec<(bool, Vec<Run>)>) -> Vec<Line> {
    let is_near: Vec<bool> = (0..all.len())
        .map(|at| {
            let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(all.len());
            all.get(around).is_some_and(|near| near.iter().any(|(is_changed, _)| *is_changed))
        })
        .collect();
    let mut lines = Vec::new();
    for ((_, runs), is_near) in all.into_iter().zip(is_near) {
        if is_near {
            lines.push(Line::Shown(runs));
        } else if let Some(Line::Skipped(count)) = lines.last_mut() {
            *count += 1;
        } else {
            lines.push(Line::Skipped(1));
        }
    }
    lines
}

/// Word by word; neighbors of the same kind are one piece.
fn words(before: &str, after: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (change, text) in steps(&pieces(before), &pieces(after)) {
        match runs.last_mut() {
            Some(last) if last.change == change => last.text.push_str(&text),
            _ => runs.push(Run { change, text }),
        }
    }
    runs
}

/// The words of a line and what is between them; Japanese and Chinese signs one by one.
fn pieces(line: &str) -> Vec<String> {
    let is_joined = |c: char| c.is_alphanumeric() && c < '\u{2E80}';
    let mut all: Vec<String> = Vec::new();
    let mut is_open = false;
    for c in line.chars() {
        match all.last_mut() {
            Some(word) if is_open && is_joined(c) => word.push(c),
            _ => all.push(c.to_string()),
        }
        is_open = is_joined(c);
    }
    all
}

/// The shortest way from one row of pieces to another: the longest row that both have, what is gone before what is new.
fn steps(before: &[String], after: &[String]) -> Vec<(Change, String)> {
    let begin = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - begin;
    let end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[begin..before.len() - end], &after[begin..after.len() - end]);
    let same = |text: &String| (Change::Same, text.clone());
    let mut all: Vec<(Change, String)> = before[..begin].iter().map(same).collect();
    if old.len().saturating_mul(new.len()) > PAIRS {
        all.extend(old.iter().map(|text| (Change::Removed, text.clone())));
        all.extend(new.iter().map(|text| (Change::Added, text.clone())));
    } else {
        all.extend(compared(old, new));
    }
    all.extend(before[before.len() - end..].iter().map(same));
    all
}

fn compared(old: &[String], new: &[String]) -> Vec<(Change, String)> {
    // How much the rests behind two places have in common.
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let at = i * width + j;
            common[at] =
                if old[i] == new[j] { common[at + width + 1] + 1 } else { common[at + width].max(common[at + 1]) };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        let at = i * width + j;
        if old[i] == new[j] {
            all.push((Change::Same, old[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if common[at + width] >= common[at + 1] {
            all.push((Change::Removed, old[i].clone()));
            i += 1;
        } else {
            all.push((Change::Added, new[j].clone()));
            j += 1;
        }
    }
    all.extend(old[i..].iter().map(|text| (Change::Removed, text.clone())));
    all.extend(new[j..].iter().map(|text| (Change::Added, text.clone())));
    all
}

#[cfg(test)]
mod tests {
    use super::{Change, Line, Run, diff, of_line};
    use proptest::prelude::*;

    fn told(runs: &[Run]) -> String {
        let part = |run: &Run| match run.change {
            Change::Same => run.text.clone(),
            Change::Added => format!("[+{}]", run.text),
            Change::Removed => format!("[-{}]", run.text),
        };
        runs.iter().map(part).collect()
    }

    fn lines(before: &str, after: &str) -> Vec<String> {
        let line = |line: &Line| match line {
            Line::Skipped(count) => format!("... {count}"),
            Line::Shown(runs) => told(runs),
        };
        diff(before, after).iter().map(line).collect()
    }

    /// SUP-18
    #[test]
    fn words_within_a_line_and_whole_lines_are_told() {
        assert_eq!(told(&of_line("Choose Add license", "Choose Add code")), "Choose Add [-license][+code]");
        assert_eq!(told(&of_line("コードを入力します", "番号を入力します")), "[-コード][+番号]を入力します");
        assert!(of_line("same", "same").is_empty() && diff("a\n\nb", "a\nb\n").is_empty());
        let before = "One.\nTwo.\nThree.\nChoose the old button.\nEnd.";
        let after = "One.\nTwo.\nThree.\nChoose the new button.\nMore.\nEnd.";
        let expected = ["... 2", "Three.", "Choose the [-old][+new] button.", "[+More.]", "End."];
        assert_eq!(lines(before, after), expected);
        assert_eq!(lines("Cats sleep.", "Hunde bellen laut!"), ["[-Cats sleep.]", "[+Hunde bellen laut!]"]);
    }

    /// ALL-9
    #[test]
    fn texts_that_are_too_long_to_compare_are_told_as_a_whole() {
        let (before, after) = ("a\n".repeat(20_000), "b\n".repeat(20_000));
        assert_eq!(diff(&before, &after).len(), 40_000);
    }

    proptest! {
        /// SUP-18
        #[test]
        fn nothing_is_lost(before in "[ab あ.\n]{0,60}", after in "[ab あ.\n]{0,60}") {
            let of = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<String>();
            let found = diff(&before, &after);
            let side = |left_out: Change| -> String {
                let mut text = String::new();
                for line in &found {
                    if let Line::Shown(runs) = line {
                        text.extend(runs.iter().filter(|run| run.change != left_out).map(|run| run.text.as_str()));
                    }
                }
                text
            };
            if !found.is_empty() && !found.iter().any(|line| matches!(line, Line::Skipped(_))) {
                prop_assert_eq!(side(Change::Removed), of(&after));
                prop_assert_eq!(side(Change::Added), of(&before));
            }
        }
    }
}
