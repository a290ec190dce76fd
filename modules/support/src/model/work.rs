//! What staff do with a request, which customers are not told.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;

/// How far support is with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// Nobody has it.
    New,
    /// Somebody has.
    Assigned,
    /// The developers have it.
    InDevelopment,
    /// It waits for something else.
    OnHold,
}

stored_words!(Work { New = "new", Assigned = "assigned", InDevelopment = "in_development", OnHold = "on_hold" });

impl Work {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::New => t.msg_work_new(),
            Self::Assigned => t.msg_work_assigned(),
            Self::InDevelopment => t.msg_work_in_development(),
            Self::OnHold => t.msg_work_on_hold(),
        }
    }
}

/// Why support cancels a request: the customer reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CancelReason {
    /// It was asked already.
    Duplicate,
    /// It is about something that support does not help with.
    NotCovered,
    /// No license of the product was shown.
    NoLicense,
    /// It is an advertisement, or no question at all.
    Unwanted,
    /// Another one, in the message.
    Other,
}

stored_words!(CancelReason {
    Duplicate = "duplicate",
    NotCovered = "not_covered",
    NoLicense = "no_license",
    Unwanted = "unwanted",
    Other = "other",
});

impl CancelReason {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Duplicate => t.msg_cancel_duplicate(),
            Self::NotCovered => t.msg_cancel_not_covered(),
            Self::NoLicense => t.msg_cancel_no_license(),
            Self::Unwanted => t.msg_cancel_unwanted(),
            Self::Other => t.msg_cancel_other(),
        }
    }
}
