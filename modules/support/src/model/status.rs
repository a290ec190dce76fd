//! The nine statuses of a request (SUP-9).

use gatehouse_core::{Lang, Tone};
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// What a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RequestStatus)]
pub enum Status {
    /// Support works on it.
    Processing,
    /// Support has asked something.
    AwaitingAnswer,
    /// Support has proposed a solution.
    SolutionProvided,
    /// The customer gave no answer in time; one still opens it again until it closes.
    SolvedNoInformation,
    /// Over.
    Closed,
    /// Over here: it goes on elsewhere.
    ClosedRedirected,
    /// Support has canceled it, with the reason.
    CanceledBySupport,
    /// The customer has canceled it.
    CanceledByUser,
    /// Its license or contract has ended.
    CanceledExpired,
}

stored_words!(Status {
    Processing = "processing",
    AwaitingAnswer = "awaiting_answer",
    SolutionProvided = "solution_provided",
    SolvedNoInformation = "solved_no_information",
    Closed = "closed",
    ClosedRedirected = "closed_redirected",
    CanceledBySupport = "canceled_by_support",
    CanceledByUser = "canceled_by_user",
    CanceledExpired = "canceled_expired",
});

impl Status {
    /// Whether nothing follows on it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Processing | Self::AwaitingAnswer | Self::SolutionProvided | Self::SolvedNoInformation)
    }

    /// Whether the list shows it among the active ones (SUP-11).
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Processing | Self::AwaitingAnswer | Self::SolutionProvided)
    }

    /// Whether it was canceled, whoever did it.
    #[must_use]
    pub const fn is_canceled(self) -> bool {
        matches!(self, Self::CanceledBySupport | Self::CanceledByUser | Self::CanceledExpired)
    }

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Processing => t.msg_status_processing(),
            Self::AwaitingAnswer => t.msg_status_awaiting_answer(),
            Self::SolutionProvided => t.msg_status_solution_provided(),
            Self::SolvedNoInformation => t.msg_status_solved_no_information(),
            Self::Closed => t.msg_status_closed(),
            Self::ClosedRedirected => t.msg_status_closed_redirected(),
            Self::CanceledBySupport => t.msg_status_canceled_by_support(),
            Self::CanceledByUser => t.msg_status_canceled_by_user(),
            Self::CanceledExpired => t.msg_status_canceled_expired(),
        }
    }

    /// Its name where staff read it: who is to answer is another one for them.
    #[must_use]
    pub fn name_for_staff(self, lang: Lang) -> String {
        match self {
            Self::AwaitingAnswer => crate::texts(lang).msg_staff_status_awaiting_answer(),
            other => other.name(lang),
        }
    }

    /// How its badge looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Processing => Tone::Info,
            Self::AwaitingAnswer => Tone::Warn,
            Self::SolutionProvided => Tone::Good,
            Self::CanceledExpired => Tone::Bad,
            _ => Tone::Neutral,
        }
    }
}

/// Which requests a list shows (SUP-11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// All.
    #[default]
    All,
    /// Those that wait for the customer.
    AwaitingMe,
    /// Those that are not over.
    Active,
    /// The others.
    Inactive,
    /// Those with this status.
    Is(Status),
}

impl StatusFilter {
    /// The groups, in the order of the filter; each status follows.
    pub const GROUPS: [Self; 4] = [Self::All, Self::AwaitingMe, Self::Active, Self::Inactive];

    /// The word in the address of a list.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::AwaitingMe => "awaiting_me",
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Is(status) => status.word(),
        }
    }

    /// The filter with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let group = Self::GROUPS.into_iter().find(|group| group.word() == word);
        group.or_else(|| Status::from_word(word).map(Self::Is))
    }

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::All => t.msg_filter_all(),
            Self::AwaitingMe => t.msg_filter_awaiting_me(),
            Self::Active => t.msg_filter_active(),
            Self::Inactive => t.msg_filter_inactive(),
            Self::Is(status) => status.name(lang),
        }
    }

    /// Whether it shows a request with this status.
    #[must_use]
    pub fn shows(self, status: Status) -> bool {
        match self {
            Self::All => true,
            Self::AwaitingMe => status == Status::AwaitingAnswer,
            Self::Active => status.is_active(),
            Self::Inactive => !status.is_active(),
            Self::Is(one) => one == status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Status, StatusFilter};

    /// SUP-9, SUP-11
    #[test]
    fn every_status_is_in_one_group_and_has_its_word() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.word()), Some(status));
            assert_eq!(StatusFilter::from_word(status.word()), Some(StatusFilter::Is(status)));
            assert!(StatusFilter::Active.shows(status) != StatusFilter::Inactive.shows(status));
            assert!(!(status.is_final() && status.is_active()));
        }
        assert_eq!(Status::ALL.iter().filter(|status| status.is_final()).count(), 5);
        assert_eq!(StatusFilter::from_word("nothing"), None);
    }
}
