//! How far a trial is, and what may become of it (LIC-22).

use gatehouse_core::Lang;
use gatehouse_core::Tone;
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// How far a trial is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrialState {
    /// The form was sent; a job looks whether there may be a trial.
    Asked,
    /// The person had theirs, and is told so by mail. Erased in time, as if it had ended.
    Refused,
    /// The code is mailed, and was not used yet.
    Mailed,
    /// The product is in use.
    Running,
    /// The time is over; for some days the person is asked whether they want more.
    Ended,
    /// They have bought the product.
    Bought,
    /// Nothing more comes of it; erased 14 days later.
    Closed,
}

stored_words!(TrialState {
    Asked = "asked",
    Refused = "refused",
    Mailed = "mailed",
    Running = "running",
    Ended = "ended",
    Bought = "bought",
    Closed = "closed",
});

impl TrialState {
    /// What it may become next.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Asked => &[Self::Mailed, Self::Refused],
            Self::Mailed => &[Self::Running, Self::Bought, Self::Closed],
            Self::Running => &[Self::Ended, Self::Bought],
            Self::Ended => &[Self::Bought, Self::Closed],
            Self::Refused | Self::Bought | Self::Closed => &[],
        }
    }

    /// Whether it may become `next`.
    pub fn may_become(self, next: Self) -> bool {
        self.next().contains(&next)
    }

    /// Those that may become `next`.
    pub fn before(next: Self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |state| state.may_become(next))
    }

    /// Whether the person may have everything of it erased by the link of a mail: from any state, unless bought.
    pub fn ends_by_link(self) -> bool {
        self != Self::Bought
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Asked => t.msg_state_asked(),
            Self::Refused => t.msg_state_refused(),
            Self::Mailed => t.msg_state_mailed(),
            Self::Running => t.msg_state_running(),
            Self::Ended => t.msg_state_ended(),
            Self::Bought => t.msg_state_bought(),
            Self::Closed => t.msg_state_closed(),
        }
    }

    /// How it is shown.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Asked | Self::Mailed => Tone::Info,
            Self::Running | Self::Bought => Tone::Good,
            Self::Ended => Tone::Warn,
            Self::Refused | Self::Closed => Tone::Neutral,
        }
    }
}

/// What is counted of trials, by product and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Somebody asked for one, whether or not they may have it.
    Asked,
    /// A code was mailed.
    Mailed,
    /// It was activated.
    Activated,
    /// The product was bought.
    Bought,
}

stored_words!(Step { Asked = "asked", Mailed = "mailed", Activated = "activated", Bought = "bought" });

#[cfg(test)]
mod tests {
    use super::TrialState::{self, Asked, Bought, Closed, Ended, Mailed, Refused, Running};

    /// LIC-22
    #[test]
    fn each_state_becomes_what_the_table_says_and_nothing_else() {
        let table = [
            (Asked, Mailed),
            (Asked, Refused),
            (Mailed, Running),
            (Mailed, Bought),
            (Mailed, Closed),
            (Running, Ended),
            (Running, Bought),
            (Ended, Bought),
            (Ended, Closed),
        ];
        for from in TrialState::ALL {
            for to in TrialState::ALL {
                assert_eq!(from.may_become(to), table.contains(&(from, to)), "{from:?} -> {to:?}");
            }
            assert_eq!(from.ends_by_link(), from != Bought);
        }
        assert_eq!(TrialState::before(Bought).collect::<Vec<_>>(), [Mailed, Running, Ended]);
        for end in [Refused, Bought, Closed] {
            assert!(end.next().is_empty());
        }
    }
}
