//! The eight rights that users of a company can have (COM-3), each a check box.

use gatehouse_core::{Fault, Lang};
use std::fmt;

/// One right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompanyRight {
    /// See others' requests.
    SeeRequests,
    /// Answer and close others' requests.
    AnswerRequests,
    /// Manage users: their data, password, rights, removal.
    ManageUsers,
    /// Invite users.
    InviteUsers,
    /// Manage licenses.
    ManageLicenses,
    /// Receive user notices.
    UserNotices,
    /// Change company settings.
    ChangeSettings,
    /// Use a contract.
    UseContract,
}

impl CompanyRight {
    /// Each of them, in the order of the boxes.
    pub const ALL: [Self; 8] = [
        Self::SeeRequests,
        Self::AnswerRequests,
        Self::ManageUsers,
        Self::InviteUsers,
        Self::ManageLicenses,
        Self::UserNotices,
        Self::ChangeSettings,
        Self::UseContract,
    ];

    /// The stable word: of forms, the audit log and exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SeeRequests => "see_requests",
            Self::AnswerRequests => "answer_requests",
            Self::ManageUsers => "manage_users",
            Self::InviteUsers => "invite_users",
            Self::ManageLicenses => "manage_licenses",
            Self::UserNotices => "user_notices",
            Self::ChangeSettings => "change_settings",
            Self::UseContract => "use_contract",
        }
    }

    /// The right with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }

    /// Its name, as its box says it.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::SeeRequests => t.msg_right_see_requests(),
            Self::AnswerRequests => t.msg_right_answer_requests(),
            Self::ManageUsers => t.msg_right_manage_users(),
            Self::InviteUsers => t.msg_right_invite_users(),
            Self::ManageLicenses => t.msg_right_manage_licenses(),
            Self::UserNotices => t.msg_right_user_notices(),
            Self::ChangeSettings => t.msg_right_change_settings(),
            Self::UseContract => t.msg_right_use_contract(),
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of rights.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rights(u16);

impl fmt::Debug for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.words()).finish()
    }
}

impl Rights {
    /// None.
    pub const NONE: Self = Self(0);
    /// All eight.
    pub const ALL: Self = Self(0xff);

    /// These.
    #[must_use]
    pub const fn of(rights: &[CompanyRight]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < rights.len() {
            set |= rights[at].bit();
            at += 1;
        }
        Self(set)
    }

    /// Those with these words; others are passed over.
    #[must_use]
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        words
            .into_iter()
            .filter_map(CompanyRight::from_word)
            .fold(Self::NONE, |set, right| set.union(Self::of(&[right])))
    }

    /// The set as it is stored and as the shell compares it.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Whether it has this right.
    #[must_use]
    pub const fn has(self, right: CompanyRight) -> bool {
        self.0 & right.bit() != 0
    }

    /// Whether it has all of these.
    #[must_use]
    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those of either.
    #[must_use]
    pub const fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Those of one of them alone: what changes between the two.
    #[must_use]
    pub const fn changed(self, others: Self) -> Self {
        Self(self.0 ^ others.0)
    }

    /// These without those.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Each of them, in the order of the boxes.
    pub fn iter(self) -> impl Iterator<Item = CompanyRight> {
        CompanyRight::ALL.into_iter().filter(move |right| self.has(*right))
    }

    /// Their words, for the audit log.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        self.iter().map(CompanyRight::word).collect()
    }

    /// What ticked boxes mean for somebody who had `before`: answering brings seeing, and where seeing was taken away, answering goes
    /// with it.
    #[must_use]
    pub const fn settled(self, before: Self) -> Self {
        use CompanyRight::{AnswerRequests, SeeRequests};
        if !self.has(AnswerRequests) || self.has(SeeRequests) {
            return self;
        }
        if before.has(SeeRequests) && before.has(AnswerRequests) {
            self.without(Self::of(&[AnswerRequests]))
        } else {
            self.union(Self::of(&[SeeRequests]))
        }
    }

    const fn stored(self) -> i64 {
        self.0 as i64
    }

    /// From the database.
    pub fn from_stored(stored: i64) -> Result<Self, Fault> {
        match u16::try_from(stored) {
            Ok(bits) if Self::ALL.has_all(Self(bits)) => Ok(Self(bits)),
            _ => Err(Fault::new(format!("{stored} is no set of rights"))),
        }
    }
}

mod stored {
    use super::Rights;
    use gatehouse_db::sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
    use gatehouse_db::sea_orm::{
        ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
    };

    impl From<Rights> for Value {
        fn from(rights: Rights) -> Self {
            rights.stored().into()
        }
    }

    impl TryGetable for Rights {
        fn try_get_by<I: ColIdx>(row: &QueryResult, column: I) -> Result<Self, TryGetError> {
            let stored = <i64 as TryGetable>::try_get_by(row, column)?;
            Self::from_stored(stored).map_err(|fault| DbErr::Type(fault.to_string()).into())
        }
    }

    impl ValueType for Rights {
        fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
            let stored = <i64 as ValueType>::try_from(value)?;
            Self::from_stored(stored).map_err(|_| ValueTypeErr)
        }

        fn type_name() -> String {
            "Rights".to_owned()
        }

        fn array_type() -> ArrayType {
            ArrayType::BigInt
        }

        fn column_type() -> ColumnType {
            ColumnType::BigInteger
        }
    }

    impl Nullable for Rights {
        fn null() -> Value {
            <i64 as Nullable>::null()
        }
    }

    impl IntoActiveValue<Rights> for Rights {
        fn into_active_value(self) -> ActiveValue<Rights> {
            ActiveValue::Set(self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CompanyRight::{AnswerRequests, ManageUsers, SeeRequests};
    use super::{CompanyRight, Rights};

    /// COM-3
    #[test]
    fn answering_brings_seeing_and_goes_with_it() {
        let (see, answer) = (Rights::of(&[SeeRequests]), Rights::of(&[AnswerRequests]));
        assert_eq!(answer.settled(Rights::NONE), see.union(answer), "ticked anew");
        assert_eq!(answer.settled(see), see.union(answer), "they saw requests before, and shall answer them");
        assert_eq!(answer.settled(see.union(answer)), Rights::NONE, "seeing was taken away");
        assert_eq!(see.settled(see.union(answer)), see);
        let manage = Rights::of(&[ManageUsers]);
        assert_eq!(manage.settled(Rights::ALL), manage);
    }

    /// COM-3
    #[test]
    fn a_set_is_what_its_words_say() {
        for right in CompanyRight::ALL {
            assert_eq!(CompanyRight::from_word(right.word()), Some(right));
            assert!(Rights::ALL.has(right) && !Rights::NONE.has(right));
            assert_eq!(Rights::of_words([right.word(), "nothing"]), Rights::of(&[right]));
        }
        assert_eq!(Rights::ALL.words().len(), 8);
        assert_eq!(Rights::from_stored(0xff).unwrap(), Rights::ALL);
        assert!(Rights::from_stored(0x100).is_err() && Rights::from_stored(-1).is_err());
    }
}
