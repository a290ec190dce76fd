//! What articles are, who may read them, and how far a text is.

use crate::texts;
use gatehouse_core::{Lang, Tone};
use gatehouse_db::stored_words;
use gatehouse_search::Mark;
use serde::Serialize;
use utoipa::ToSchema;

/// What an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = HelpKind)]
pub enum Kind {
    /// A question with its answer.
    Question,
    /// How something is done.
    Article,
    /// A word of the glossary.
    Term,
}

stored_words!(Kind { Question = "question", Article = "article", Term = "term" });

impl Kind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Question => t.msg_kind_question(),
            Self::Article => t.msg_kind_article(),
            Self::Term => t.msg_kind_term(),
        }
    }
}

/// Who may read an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = HelpAudience)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    Customers,
    /// The team alone.
    Staff,
}

stored_words!(Audience { Public = "public", Customers = "customers", Staff = "staff" });

impl Audience {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Public => t.msg_audience_public(),
            Self::Customers => t.msg_audience_customers(),
            Self::Staff => t.msg_audience_staff(),
        }
    }

    /// Whether somebody reads an article of it who reads none of the other.
    #[must_use]
    pub fn is_wider_than(self, other: Self) -> bool {
        let readers = [Reader::Visitor, Reader::Customer, Reader::Staff];
        readers.into_iter().any(|reader| reader.may_read(self) && !reader.may_read(other))
    }

    /// Who finds an article of it.
    pub(crate) fn readers(self) -> Vec<Mark> {
        let mut marks = vec![Mark::staff()];
        if self != Self::Staff {
            marks.push(Mark::customers());
        }
        if self == Self::Public {
            marks.push(Mark::everybody());
        }
        marks
    }
}

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody without an account.
    Visitor,
    /// Somebody who is signed in.
    Customer,
    /// One of the team.
    Staff,
}

impl Reader {
    /// Whether an article is for them.
    #[must_use]
    pub const fn may_read(self, audience: Audience) -> bool {
        match self {
            Self::Visitor => matches!(audience, Audience::Public),
            Self::Customer => matches!(audience, Audience::Public | Audience::Customers),
            Self::Staff => true,
        }
    }

    /// What is for them.
    #[must_use]
    pub fn audiences(self) -> Vec<Audience> {
        Audience::ALL.into_iter().filter(|audience| self.may_read(*audience)).collect()
    }

    /// How the search knows them.
    pub(crate) fn mark(self) -> Mark {
        match self {
            Self::Visitor => Mark::everybody(),
            Self::Customer => Mark::customers(),
            Self::Staff => Mark::staff(),
        }
    }
}

/// How far a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = HelpState)]
pub enum State {
    /// It is being written.
    Draft,
    /// Somebody else is to read it over.
    Review,
    /// People read it.
    Published,
    /// A later one stands in its place.
    Replaced,
}

stored_words!(State { Draft = "draft", Review = "review", Published = "published", Replaced = "replaced" });

impl State {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Draft => t.msg_state_draft(),
            Self::Review => t.msg_state_review(),
            Self::Published => t.msg_state_published(),
            Self::Replaced => t.msg_state_replaced(),
        }
    }

    /// Its color.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Draft | Self::Replaced => Tone::Neutral,
            Self::Review => Tone::Warn,
            Self::Published => Tone::Good,
        }
    }
}

/// Why an article did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = HelpReason)]
pub enum Reason {
    /// It is hard to understand.
    Unclear,
    /// It does not say how it is.
    Wrong,
    /// What is sought is not in it.
    Missing,
    /// Something else.
    Other,
}

stored_words!(Reason { Unclear = "unclear", Wrong = "wrong", Missing = "missing", Other = "other" });

impl Reason {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Unclear => t.msg_reason_unclear(),
            Self::Wrong => t.msg_reason_wrong(),
            Self::Missing => t.msg_reason_missing(),
            Self::Other => t.msg_reason_other(),
        }
    }
}

/// Whether a translation says what the source said before something in it changed. `of_source`: the version that it says; `material`: the
/// last one that says something else than those before.
#[must_use]
pub const fn is_outdated(of_source: i64, material: i64) -> bool {
    of_source < material
}

#[cfg(test)]
mod tests {
    use super::{Audience, Reader, is_outdated};

    /// SUP-18
    #[test]
    fn each_reader_gets_what_is_for_them() {
        assert_eq!(Reader::Visitor.audiences(), [Audience::Public]);
        assert_eq!(Reader::Customer.audiences(), [Audience::Public, Audience::Customers]);
        assert_eq!(Reader::Staff.audiences(), Audience::ALL);
        for (wide, narrow) in [(Audience::Public, Audience::Customers), (Audience::Customers, Audience::Staff)] {
            assert!(wide.is_wider_than(narrow) && !narrow.is_wider_than(wide) && !wide.is_wider_than(wide));
        }
        for reader in [Reader::Visitor, Reader::Customer, Reader::Staff] {
            for audience in Audience::ALL {
                let finds = audience.readers().contains(&reader.mark());
                assert_eq!(finds, reader.may_read(audience), "{reader:?} {audience:?}");
            }
        }
    }

    /// SUP-18
    #[test]
    fn a_translation_is_outdated_once_the_source_says_something_else() {
        assert!(!is_outdated(3, 3) && !is_outdated(4, 3) && is_outdated(2, 3));
    }
}
