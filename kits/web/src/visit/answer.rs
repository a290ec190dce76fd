//! How a form is answered.

use super::{Done, Visit};
use crate::halt::Halt;
use crate::view::FormErrors;
use askama::Template;
use gatehouse_core::{Outcome, Refusal, Stop};

/// Parts a refusal from a fault: `match block(cx, id).await.unless_broken()? { Ok(done) => …, Err(refusal) => … }`.
pub trait UnlessBroken<T, R> {
    /// What an action answered; what broke halts.
    fn unless_broken(self) -> Result<Result<T, R>, Halt>;
}

impl<T, R> UnlessBroken<T, R> for Outcome<T, R> {
    fn unless_broken(self) -> Result<Result<T, R>, Halt> {
        match self {
            Ok(done) => Ok(Ok(done)),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stop::Broken(fault)) => Err(fault.into()),
        }
    }
}

impl Visit {
    /// Answers a form: with what `done` makes of the action's answer, or with the page that `again` makes of what was refused
    /// ([`Visit::show_refused`]). What broke halts. Where one refusal is answered in another way: [`UnlessBroken`].
    pub async fn answer<T, R: Refusal, P: Template>(
        &self,
        outcome: Outcome<T, R>,
        done: impl AsyncFnOnce(T) -> Result<Done, Halt>,
        again: impl AsyncFnOnce(FormErrors) -> Result<P, Halt>,
    ) -> Result<Done, Halt> {
        match outcome.unless_broken()? {
            Ok(answer) => done(answer).await,
            Err(refusal) => self.again(&refusal, again).await,
        }
    }

    /// The page of a refused form, with the refusal's texts at their fields and under its status.
    pub async fn again<P: Template>(
        &self,
        refusal: &dyn Refusal,
        page: impl AsyncFnOnce(FormErrors) -> Result<P, Halt>,
    ) -> Result<Done, Halt> {
        let page = page(FormErrors::of_refusal(refusal, self.lang())).await?;
        self.show_refused(refusal, &page)
    }
}
