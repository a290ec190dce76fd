//! What the rules of a decision said, one after another (LIC-10).

use super::measured::Measured;
use super::rule::Rule;

/// What one rule said.
#[derive(Clone, Debug)]
pub struct Step<R> {
    /// The rule.
    pub rule: Rule,
    /// What was measured, and against what.
    pub measured: Measured,
    /// Why it said no.
    pub refusal: Option<R>,
    /// False: it was not asked, because an earlier one said no.
    pub is_asked: bool,
}

/// What all rules said, in their order. The first that said no is why the real thing is refused.
#[derive(Clone, Debug)]
pub struct Trace<R>(pub Vec<Step<R>>);

impl<R> Trace<R> {
    /// Asks the rules. Whoever may see all of the license is told what else stands against it (`goes_on`); anybody else no more than
    /// the refusal tells.
    pub(super) fn of(
        rules: impl IntoIterator<Item = Rule>,
        goes_on: bool,
        ask: impl Fn(Rule) -> (Measured, Result<(), R>),
    ) -> Self {
        let mut is_over = false;
        let steps = rules.into_iter().map(|rule| {
            if is_over && !goes_on {
                return Step { rule, measured: Measured::NOTHING, refusal: None, is_asked: false };
            }
            let (measured, said) = ask(rule);
            let refusal = said.err();
            is_over |= refusal.is_some();
            Step { rule, measured, refusal, is_asked: true }
        });
        Self(steps.collect())
    }

    /// The step at which the real thing ends.
    pub fn refused(&self) -> Option<&Step<R>> {
        self.0.iter().find(|step| step.refusal.is_some())
    }

    /// Whether nothing stands against it.
    pub fn passes(&self) -> bool {
        self.refused().is_none()
    }
}
