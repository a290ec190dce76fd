//! Refusals that several actions share, and the macro that joins them to one enum per action.

use gatehouse_core::{Finality, Lang, Refusal};

/// Defines an action's refusals: each variant holds one that speaks for itself.
macro_rules! refusals {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident($inner:ty)),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant($inner)),+ }

        impl $name {
            fn inner(&self) -> &dyn ::gatehouse_core::Refusal {
                match self { $(Self::$variant(inner) => inner),+ }
            }
        }

        $(impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self::$variant(inner)
            }
        })+

        impl ::gatehouse_core::Refusal for $name {
            fn code(&self) -> &'static str {
                self.inner().code()
            }
            fn text(&self, lang: ::gatehouse_core::Lang) -> String {
                self.inner().text(lang)
            }
            fn next(&self, lang: ::gatehouse_core::Lang) -> Option<String> {
                self.inner().next(lang)
            }
            fn field(&self) -> Option<&'static str> {
                self.inner().field()
            }
            fn finality(&self) -> ::gatehouse_core::Finality {
                self.inner().finality()
            }
            fn status(&self) -> u16 {
                self.inner().status()
            }
            fn position(&self) -> Option<u8> {
                self.inner().position()
            }
            fn others(&self) -> Vec<&dyn ::gatehouse_core::Refusal> {
                self.inner().others()
            }
        }
    };
}
pub(crate) use refusals;

/// Address and password do not belong together, or the account is not usable: one answer for all (ACC-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongCredentials;

impl Refusal for WrongCredentials {
    fn code(&self) -> &'static str {
        "account.wrong_credentials"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_wrong_credentials()
    }
}

/// Too many wrong passwords; the next try is possible soon (ACC-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slowed {
    /// Seconds to wait.
    pub after: u32,
}

impl Refusal for Slowed {
    fn code(&self) -> &'static str {
        "account.slowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_slowed(self.after)
    }
    fn finality(&self) -> Finality {
        Finality::TryAgain { after: Some(self.after) }
    }
    fn status(&self) -> u16 {
        429
    }
}

/// A link from a mail that opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadLink {
    /// Replaced by newer ones, or never ours.
    Unknown,
    /// It has done its work.
    Used,
    /// Too old.
    Expired,
}

impl Refusal for BadLink {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "account.link_unknown",
            Self::Used => "account.link_used",
            Self::Expired => "account.link_expired",
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Unknown => t.msg_link_unknown(),
            Self::Used => t.msg_link_used(),
            Self::Expired => t.msg_link_expired(),
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::Unknown => 404,
            Self::Used | Self::Expired => 410,
        }
    }
}

/// There is no such thing, or it is not this person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

impl Refusal for NotThere {
    fn code(&self) -> &'static str {
        "account.not_found"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_not_found()
    }
    fn status(&self) -> u16 {
        404
    }
}

/// This actor may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed;

impl Refusal for NotAllowed {
    fn code(&self) -> &'static str {
        "account.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}
