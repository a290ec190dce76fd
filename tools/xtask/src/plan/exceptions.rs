//! What breaks the plan today and may go on for a while: `.config/plan.txt`, which may only shrink.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::rules::Finding;
use crate::Failure;

/// A rule's short name and a place.
type Key = (String, String);

/// How much is excepted, by rule and place: findings, or the lines of a file that is too long.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exceptions(BTreeMap<Key, usize>);

/// How the findings stand against the exceptions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is wrong, in sentences.
    pub wrong: Vec<String>,
    /// The exceptions as they would be without what is not needed any more.
    pub needed: Exceptions,
}

impl Exceptions {
    /// Lines `RULE PLACE NUMBER`; `#` begins a remark.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let mut all = BTreeMap::new();
        for (number, line) in
            text.lines().enumerate().map(|(at, line)| (at + 1, line.split('#').next().unwrap_or_default()))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [] => {}
                [rule, place, weight] => {
                    let weight = weight.parse().map_err(|error| format!("line {number}: {weight}: {error}"))?;
                    if all.insert((rule.to_owned(), place.to_owned()), weight).is_some() {
                        return Err(format!("line {number}: {rule} {place} stands twice"));
                    }
                }
                _ => return Err(format!("line {number} is not RULE PLACE NUMBER")),
            }
        }
        Ok(Self(all))
    }

    /// The text with the head that it has.
    pub fn write(&self, stored: &str) -> String {
        let mut text = String::new();
        for line in stored.lines().take_while(|line| line.starts_with('#')) {
            writeln!(text, "{line}").unwrap_or_default();
        }
        for ((rule, place), weight) in &self.0 {
            writeln!(text, "{rule} {place} {weight}").unwrap_or_default();
        }
        text
    }

    /// What is found and not excepted, and what is excepted and no longer found.
    pub fn judge(&self, findings: &[Finding]) -> Verdict {
        let mut by_place = BTreeMap::<Key, Vec<&Finding>>::new();
        for finding in findings {
            by_place.entry((finding.rule.to_owned(), finding.place.clone())).or_default().push(finding);
        }
        let mut verdict = Verdict::default();
        for (key, found) in &by_place {
            let weight: usize = found.iter().map(|finding| finding.weight).sum();
            let excepted = self.0.get(key).copied().unwrap_or_default();
            if weight > excepted {
                verdict.wrong.extend(found.iter().map(|finding| format!("{} [{}]", finding.says, finding.rule)));
                if excepted > 0 {
                    verdict.wrong.push(format!("  .config/plan.txt excepts {excepted} there, and may only shrink"));
                }
            }
            if excepted > 0 {
                verdict.needed.0.insert(key.clone(), excepted.min(weight));
            }
        }
        for ((rule, place), excepted) in &self.0 {
            let weight = verdict.needed.0.get(&(rule.clone(), place.clone())).copied().unwrap_or_default();
            // A long file may get shorter bit by bit.
            let is_still_long = rule == "length" && weight > 0;
            if weight < *excepted && !is_still_long {
                let fewer = if weight == 0 { "nothing of it".to_owned() } else { format!("only {weight}") };
                verdict.wrong.push(format!(
                    ".config/plan.txt excepts `{rule} {place} {excepted}`, but {fewer} is left: `cargo xtask check-plan --shrink`"
                ));
            }
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &'static str, place: &str, weight: usize) -> Finding {
        Finding { rule, place: place.to_owned(), weight, says: format!("{place}:1: wrong") }
    }

    #[test]
    fn what_is_excepted_passes_and_what_is_more_does_not() {
        let exceptions = Exceptions::read("# why\nname a/src/x.rs 1\nword a/src/y.rs 2 # soon\n").unwrap();
        let two =
            [finding("name", "a/src/x.rs", 1), finding("word", "a/src/y.rs", 1), finding("word", "a/src/y.rs", 1)];
        assert!(exceptions.judge(&two).wrong.is_empty());
        let three =
            [finding("word", "a/src/y.rs", 1), finding("word", "a/src/y.rs", 1), finding("word", "a/src/y.rs", 1)];
        let wrong = exceptions.judge(&three).wrong;
        assert_eq!(wrong.iter().filter(|line| line.starts_with("a/src/y.rs:1: wrong [word]")).count(), 3, "{wrong:?}");
        assert!(wrong.iter().any(|line| line.contains("`name a/src/x.rs 1`, but nothing of it")), "{wrong:?}");
    }

    #[test]
    fn an_exception_that_is_not_needed_any_more_fails_and_shrinking_takes_it_out() {
        let stored = "# why\n\nlength a/src/long.rs 500\nlength a/src/short.rs 400\nword a/src/y.rs 5\n";
        let exceptions = Exceptions::read(stored).unwrap();
        let verdict = exceptions.judge(&[finding("length", "a/src/long.rs", 450), finding("word", "a/src/y.rs", 1)]);
        assert_eq!(verdict.wrong.len(), 2, "a long file may get shorter bit by bit: {:?}", verdict.wrong);
        assert_eq!(verdict.needed.write(stored), "# why\nlength a/src/long.rs 450\nword a/src/y.rs 1\n");
    }

    #[test]
    fn shrinking_never_excepts_more() {
        let exceptions = Exceptions::read("word a/src/y.rs 1\n").unwrap();
        let verdict = exceptions.judge(&[finding("word", "a/src/y.rs", 2), finding("name", "a/src/new.rs", 1)]);
        assert_eq!(verdict.needed, exceptions);
    }

    #[test]
    fn a_line_that_is_no_exception_is_refused() {
        for text in ["name a", "name a b", "name a 1\nname a 1"] {
            assert!(Exceptions::read(text).is_err(), "{text}");
        }
    }
}
