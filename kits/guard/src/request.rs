//! A form in which a stranger leaves a request that is answered by mail alone.
//!
//! The answer of the form and its time are the same for everybody, whatever is known of what they typed (ACC-6): the request is stored with a
//! job, and the job looks. What is typed wrongly is said before [`RequestForm::admit`]; behind it the action stores its row, calls
//! [`RequestForm::queue`] in the same transaction, and waits ([`EqualAnswer::wait`]) after its commit.

use crate::equal::{EqualAnswer, EqualAnswers};
use crate::human::{self, HumanAnswer, HumanRefusal};
use crate::{Budget, TooOften};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob, enqueue};
use std::pin::Pin;

/// Such a form.
#[derive(Clone, Copy, Debug)]
pub struct RequestForm {
    /// Its name, for its human check.
    pub form: &'static str,
    /// The job that answers.
    pub job: &'static str,
    /// What the job calls a request.
    pub request: &'static str,
    /// Forms from one network, taken or not: looser than `kept`, because people misread pictures.
    pub forms: Budget,
    /// Requests that are stored, from one network.
    pub kept: Budget,
}

/// Why a request is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RequestRefusal {
    /// Perhaps a program.
    Human(HumanRefusal),
    /// Too many from this network.
    TooOften(TooOften),
}

/// How a job answers a request. Called again, it finds the request answered.
pub type Answer = for<'a> fn(&'a Cx, Uuid) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>>;

impl RequestForm {
    /// Counts a form without a mistake in it, and lets it in. `human`: the answer to the check and what the form is about; `None` for
    /// somebody who is signed in.
    pub async fn admit(
        &self,
        cx: &Cx,
        human: Option<(&HumanAnswer, &[u8])>,
    ) -> Result<Result<EqualAnswer, RequestRefusal>, Fault> {
        if let Err(refusal) = self.forms.check(cx)? {
            return Ok(Err(refusal.into()));
        }
        if let Some((answer, about)) = human
            && let Err(refusal) = human::check_about(cx, self.form, answer, about).await?
        {
            return Ok(Err(refusal.into()));
        }
        if let Err(refusal) = self.kept.check(cx)? {
            return Ok(Err(refusal.into()));
        }
        Ok(Ok(cx.service::<EqualAnswers>()?.start()))
    }

    /// Queues the job that answers a request.
    pub async fn queue(&self, cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
        let mut payload = serde_json::Map::new();
        payload.insert(self.request.to_owned(), id.to_string().into());
        enqueue(cx, tx, NewJob::new(self.job, payload.into())).await?;
        Ok(())
    }

    /// The job.
    pub const fn answered_by(self, answer: Answer) -> AnswerJob {
        AnswerJob { form: self, answer }
    }
}

/// Answers requests: a try that fails is made again.
#[derive(Clone, Copy, Debug)]
pub struct AnswerJob {
    form: RequestForm,
    answer: Answer,
}

#[async_trait]
impl JobHandler for AnswerJob {
    fn kind(&self) -> &'static str {
        self.form.job
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        (self.answer)(cx, job.id(self.form.request)?).await?;
        Ok(JobEnd::Done)
    }
}
