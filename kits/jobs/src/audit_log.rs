//! What runs for the audit log: sealing it, and forgetting what is old (PRI-2).

use crate::outbox::Claimed;
use crate::retention::Eraser;
use crate::runner::{JobEnd, JobFailure, JobHandler};
use gatehouse_context::audit_keep::{self, Kept};
use gatehouse_context::inventory::{AUDIT_LINES, AUDIT_NETWORKS, AUDIT_SECURITY};
use gatehouse_context::{Cx, Event, audit_count, audit_seal};
use gatehouse_core::{DAY, Fault, MINUTE, Moment, async_trait};

/// The schedule's and job's name.
pub const SEAL: &str = "audit.seal";
/// How often it runs.
pub const EVERY: i64 = 5 * MINUTE;

/// Makes lines of what was counted in hours that are over, then seals what is settled.
pub struct SealAudit {
    counted: Vec<Event>,
}

impl SealAudit {
    /// With the words of the lines that failures of nobody become, and what those lines are about.
    pub const fn new(counted: Vec<Event>) -> Self {
        Self { counted }
    }
}

#[async_trait]
impl JobHandler for SealAudit {
    fn kind(&self) -> &'static str {
        SEAL
    }

    async fn run(&self, cx: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        audit_count::write_down(cx, &self.counted).await?;
        audit_seal::seal(cx).await?;
        Ok(JobEnd::Done)
    }
}

/// Erases by the rules of the audit log. How long each keeps is the operator's setting, so the rule's own number of days is
/// only the default.
#[derive(Clone, Copy, Debug)]
pub enum ForgetAudit {
    /// Where lines came from.
    Networks,
    /// Ordinary lines.
    Lines,
    /// Events of security.
    Security,
}

#[async_trait]
impl Eraser for ForgetAudit {
    fn rule(&self) -> &'static str {
        match self {
            Self::Networks => AUDIT_NETWORKS,
            Self::Lines => AUDIT_LINES,
            Self::Security => AUDIT_SECURITY,
        }
    }

    async fn erase(&self, cx: &Cx, _: i64, most: i64) -> Result<u64, Fault> {
        let most = u64::try_from(most).unwrap_or(0);
        let settings = &cx.app.settings;
        let until = |days: u32| -> Moment { cx.now().plus(-i64::from(days) * DAY) };
        match self {
            Self::Networks => audit_keep::clear_networks(cx, until(settings.audit_days), most).await,
            Self::Lines => audit_keep::erase_lines(cx, Kept::Ordinary, until(settings.audit_days), most).await,
            Self::Security => {
                audit_keep::erase_lines(cx, Kept::Security, until(settings.audit_security_days), most).await
            }
        }
    }
}
