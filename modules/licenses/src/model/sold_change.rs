//! What a decision about a sold license changes, in words for its holders and for staff (LIC-1).

use crate::tables::license_change;
use crate::texts;
use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_catalog::model::labels::Labels;
use gatehouse_catalog::model::regions::Regions;
use gatehouse_catalog::queries::products::label;
use gatehouse_catalog::tables::{edition_rev, feature};
use gatehouse_core::{Fault, Lang, Moment, Personal, Random, Uuid};
use gatehouse_l10n::Format;
use gatehouse_seal::SubjectKey;
use std::collections::HashMap;

const REASON: &str = "license_change.reason_sealed";

/// Seals a clerk's words to the holders.
pub(crate) fn seal_reason(random: &dyn Random, key: &SubjectKey, change: Uuid, words: &str) -> Result<Vec<u8>, Fault> {
    key.seal(random, REASON, change, words.as_bytes())
}

/// A clerk's words; `None` when they or the order's key are gone.
pub(crate) fn reason(key: Option<&SubjectKey>, change: &license_change::Model) -> Option<Personal<String>> {
    let opened = key?.open_text(REASON, change.id, change.reason_sealed.as_ref()?);
    opened
        .inspect_err(|fault| tracing::error!(row = %change.id, %fault, "a reason does not open, and is left out"))
        .ok()
        .map(Personal)
}

/// How a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It takes effect on its day.
    Waits,
    /// It is in effect.
    Applied(Moment),
    /// It was called off before.
    CalledOff(Moment),
}

/// How a decision stands.
pub const fn standing(change: &license_change::Model) -> Standing {
    match (change.applied_at, change.called_off_at) {
        (Some(at), _) => Standing::Applied(at),
        (None, Some(at)) => Standing::CalledOff(at),
        (None, None) => Standing::Waits,
    }
}

/// What a license is of before and after, with what the product's features are called.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The revision of the edition until then.
    pub before: edition_rev::Model,
    /// From then on.
    pub after: edition_rev::Model,
    /// Seats before and after.
    pub seats: (i64, i64),
    /// The product's features.
    pub features: Vec<feature::Model>,
    /// What they are called.
    pub labels: HashMap<Uuid, Labels>,
}

impl Difference {
    /// Whether nothing would be different.
    pub fn is_none(&self) -> bool {
        let same = (self.before.edition_id, self.before.number) == (self.after.edition_id, self.after.number);
        same && self.seats.0 == self.seats.1
    }

    /// Whether the holder loses anything.
    pub fn takes_away(&self) -> bool {
        self.after.takes_away_from(&self.before) || self.seats.1 < self.seats.0
    }

    /// What is different, each with its label; what stays is left out.
    pub fn facts(&self, format: &Format) -> Vec<(String, String)> {
        let (lang, t, mut facts) = (format.lang(), texts(format.lang()), Vec::new());
        let (before, after) = (&self.before, &self.after);
        let mut changed = |label: String, before: String, after: String| {
            if before != after {
                facts.push((label, t.msg_sold_from_to(before, after)));
            }
        };
        changed(t.msg_edition(), before.name.clone(), after.name.clone());
        changed(t.msg_mail_codes_seats(), format.number(self.seats.0), format.number(self.seats.1));
        changed(t.msg_sold_regions(), regions(&before.regions, lang), regions(&after.regions, lang));
        changed(t.msg_sold_lease_days(), format.number(before.lease_days), format.number(after.lease_days));
        let allowance = |rev: &edition_rev::Model| {
            rev.transfer_allowance.map_or_else(|| t.msg_sold_allowance_usual(), |number| format.number(number))
        };
        changed(t.msg_sold_allowance(), allowance(before), allowance(after));
        let needs = |rev: &edition_rev::Model| match rev.account_need {
            AccountNeed::Some => {
                format!("{} ({})", rev.account_need.name(lang), self.named(&rev.features_with_account(), lang))
            }
            need => need.name(lang),
        };
        changed(t.msg_sold_account(), needs(before), needs(after));
        for (label, codes) in [(t.msg_sold_added(), after.beyond(before)), (t.msg_sold_gone(), before.beyond(after))] {
            if !codes.is_empty() {
                facts.push((label, self.named(&codes, lang)));
            }
        }
        facts
    }

    /// What features are called for a reader; the code of one that is not in the catalog any more.
    fn named(&self, codes: &[&str], lang: Lang) -> String {
        let name = |code: &&str| match self.features.iter().find(|feature| feature.code == **code) {
            Some(feature) => label(&self.labels, feature, lang).to_owned(),
            None => (**code).to_owned(),
        };
        codes.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

fn regions(regions: &Regions, lang: Lang) -> String {
    if regions.is_everywhere() { texts(lang).msg_sold_everywhere() } else { regions.0.join(", ") }
}
