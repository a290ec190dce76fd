//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{trial, trial_count, trial_device, trial_taken};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// The rule of trials of which nothing more comes.
pub(crate) const CLOSED_RULE: &str = "trials.closed";
/// Days after that.
pub(crate) const CLOSED_DAYS: u32 = 14;
/// The rule of trials whose product was bought.
pub(crate) const BOUGHT_RULE: &str = "trials.bought";
/// Days after that.
pub(crate) const BOUGHT_DAYS: u32 = 365;
/// Twenty-four months, and what the month of the trial may have had left.
const TAKEN_DAYS: u32 = 731 + 31;

pub(crate) fn inventory() -> Inventory {
    Inventory {
        module: "trials",
        tables: vec![
            trial::Model::table(),
            trial_taken::Model::table(),
            trial_device::Model::table(),
            trial_count::Model::table(),
        ],
        rules: vec![
            RetentionRule {
                id: CLOSED_RULE,
                table: "trial",
                anchor: "closed_at",
                days: CLOSED_DAYS,
                promise: "Who asked for a trial is erased 14 days after nothing more came of it, which is 30 days after its end",
            },
            RetentionRule {
                id: BOUGHT_RULE,
                table: "trial",
                anchor: "bought_at",
                days: BOUGHT_DAYS,
                promise: "Who asked for a trial and bought the product is erased from the trials a year later",
            },
            RetentionRule {
                id: "trials.taken",
                table: "trial_taken",
                anchor: "month",
                days: TAKEN_DAYS,
                promise: "The keyed hash of a mailbox that had a trial, without the address, is erased after 24 months",
            },
            RetentionRule {
                id: "trials.device",
                table: "trial_device",
                anchor: "month",
                days: TAKEN_DAYS,
                promise: "The keyed hash of a device that had a trial is erased after 24 months",
            },
        ],
    }
}
