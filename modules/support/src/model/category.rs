//! What somebody can ask for (SUP-1, LIC-9, LIC-21), and which form each has.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// A category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RequestCategory)]
pub enum Category {
    /// Technical support for a product.
    Technical,
    /// A question, an error or feedback about the portal; the activation of a premium contract.
    Portal,
    /// Thanks or a complaint about support.
    Feedback,
    /// What is handed over to the threat portal: a false alarm, missed malware.
    Threat,
    /// A certificate for Apple's push service.
    Apns,
    /// A file for the virus lab.
    VirusLab,
    /// A banner that is missed, or a page that is blocked wrongly.
    Banner,
    /// An activation code that strangers have (LIC-21).
    CompromisedCode,
    /// People who cannot sign in (SUP-16).
    Access,
}

stored_words!(Category {
    Technical = "technical",
    Portal = "portal",
    Feedback = "feedback",
    Threat = "threat",
    Apns = "apns",
    VirusLab = "virus_lab",
    Banner = "banner",
    CompromisedCode = "compromised_code",
    Access = "access",
});

impl Category {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Technical => t.msg_category_technical(),
            Self::Portal => t.msg_category_portal(),
            Self::Feedback => t.msg_category_feedback(),
            Self::Threat => t.msg_category_threat(),
            Self::Apns => t.msg_category_apns(),
            Self::VirusLab => t.msg_category_virus_lab(),
            Self::Banner => t.msg_category_banner(),
            Self::CompromisedCode => t.msg_category_compromised_code(),
            Self::Access => t.msg_category_access(),
        }
    }

    /// What it is for, below its name.
    #[must_use]
    pub fn hint(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Technical => t.msg_category_technical_hint(),
            Self::Portal => t.msg_category_portal_hint(),
            Self::Feedback => t.msg_category_feedback_hint(),
            Self::Threat => t.msg_category_threat_hint(),
            Self::Apns => t.msg_category_apns_hint(),
            Self::VirusLab => t.msg_category_virus_lab_hint(),
            Self::Banner => t.msg_category_banner_hint(),
            Self::CompromisedCode => t.msg_category_compromised_code_hint(),
            Self::Access => t.msg_category_access_hint(),
        }
    }

    /// Whether it is about a product, and so takes a running license of it (SUP-22).
    #[must_use]
    pub const fn needs_license(self) -> bool {
        matches!(self, Self::Technical | Self::VirusLab | Self::Banner)
    }

    /// Whether it says nothing without a file.
    #[must_use]
    pub const fn needs_file(self) -> bool {
        matches!(self, Self::VirusLab | Self::Apns | Self::CompromisedCode)
    }

    /// Which file it needs, in words.
    #[must_use]
    pub fn missing_file(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::VirusLab => t.msg_ask_need_archive(),
            Self::Apns => t.msg_ask_need_csr(),
            _ => t.msg_ask_need_letter(),
        }
    }

    /// Whether it can go at a contract's level (SUP-3).
    #[must_use]
    pub const fn takes_contract(self) -> bool {
        matches!(self, Self::Technical)
    }

    /// Whether it is offered to whoever asks for themself, for a company, or without being signed in.
    #[must_use]
    pub const fn is_offered(self, to: Asker) -> bool {
        match self {
            Self::Technical | Self::Portal | Self::Feedback | Self::Threat => !matches!(to, Asker::Stranger),
            Self::Apns => matches!(to, Asker::Company),
            Self::VirusLab | Self::Banner => matches!(to, Asker::Personal),
            Self::CompromisedCode => true,
            Self::Access => matches!(to, Asker::Stranger),
        }
    }

    /// Those offered to them, in the order of the page.
    pub fn offered(to: Asker) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |category| category.is_offered(to))
    }
}

/// In whose name somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Their own.
    Personal,
    /// A company's.
    Company,
    /// Nobody is signed in.
    Stranger,
}

/// The level of support (SUP-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SupportLevel)]
pub enum Level {
    /// In the order of arrival, without a promise.
    Standard,
    /// By a contract.
    Premium,
    /// By a contract with the shortest times.
    PremiumPlus,
}

stored_words!(Level { Standard = "standard", Premium = "premium", PremiumPlus = "premium_plus" });

impl Level {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Standard => t.msg_level_standard(),
            Self::Premium => t.msg_level_premium(),
            Self::PremiumPlus => t.msg_level_premium_plus(),
        }
    }
}

/// A critical incident (SUP-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CriticalKind)]
pub enum Critical {
    /// The product stops the work of many.
    Incident,
    /// An epidemic, a network that is down, a false alarm on files of a critical system.
    VirusIncident,
}

stored_words!(Critical { Incident = "incident", VirusIncident = "virus_incident" });

impl Critical {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Incident => t.msg_critical_incident(),
            Self::VirusIncident => t.msg_critical_virus_incident(),
        }
    }

    /// The conditions under which it is one; whoever opens it accepts them.
    #[must_use]
    pub fn conditions(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Incident => t.msg_critical_incident_conditions(),
            Self::VirusIncident => t.msg_critical_virus_incident_conditions(),
        }
    }
}

/// Which of two active requests comes first in a queue: the smaller number.
#[must_use]
pub const fn urgency(level: Level, critical: Option<Critical>) -> i64 {
    match (critical, level) {
        (Some(_), _) => 0,
        (None, Level::PremiumPlus) => 1,
        (None, Level::Premium) => 2,
        (None, Level::Standard) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asker, Category, Critical, Level, urgency};

    /// SUP-1
    #[test]
    fn everybody_is_offered_their_categories() {
        let words = |to| Category::offered(to).map(Category::word).collect::<Vec<_>>();
        assert_eq!(words(Asker::Stranger), ["compromised_code", "access"]);
        assert!(words(Asker::Company).contains(&"apns") && !words(Asker::Company).contains(&"virus_lab"));
        assert!(words(Asker::Personal).contains(&"banner") && !words(Asker::Personal).contains(&"apns"));
    }

    /// SUP-4
    #[test]
    fn critical_incidents_go_first() {
        let mut all = vec![
            urgency(Level::Standard, None),
            urgency(Level::Standard, Some(Critical::Incident)),
            urgency(Level::Premium, None),
            urgency(Level::PremiumPlus, None),
        ];
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
    }
}
