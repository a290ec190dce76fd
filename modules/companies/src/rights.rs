//! Who may do what in a company (COM-3), as types: [`In`] is the proof that the actor is a member of one company and has a right there.
//! Every query and action about a company's things takes one and reads the company from it; none takes a bare id.
//!
//! ```compile_fail
//! use gatehouse_companies::rights::{In, InviteUsers, ManageUsers};
//! fn remove(_by: &In<'_, ManageUsers>) {}
//! fn invite(by: &In<'_, InviteUsers>) {
//!     remove(by); // another right
//! }
//! ```
//!
//! ```compile_fail
//! use gatehouse_companies::rights::{In, Owner};
//! fn twice(by: In<'_, Owner>) -> (In<'_, Owner>, In<'_, Owner>) {
//!     (by.clone(), by) // a proof is not copied
//! }
//! ```
//!
//! ```compile_fail
//! use gatehouse_companies::rights::{In, Member};
//! fn made() -> In<'static, Member> {
//!     In { company: Default::default() } // a proof is not made outside
//! }
//! ```
//!
//! ```compile_fail
//! use gatehouse_companies::rights::Right;
//! struct Mine; // a marker is not made outside
//! impl Right for Mine {
//!     const ANY_OF: &'static [gatehouse_companies::model::rights::CompanyRight] = &[];
//! }
//! ```
//!
//! ```
//! use gatehouse_companies::rights::{Any, In, InviteUsers, ManageUsers, Member};
//! fn list(by: &In<'_, Any<(ManageUsers, InviteUsers)>>) -> bool {
//!     by.rights().is_empty()
//! }
//! fn seen<'a>(by: &'a In<'a, ManageUsers>) -> In<'a, Member> {
//!     by.as_member() // whoever has a right is a member
//! }
//! ```

pub mod staff;

use crate::model::change::Standing;
use crate::model::rights::{CompanyRight, Rights};
use crate::queries::membership::Membership;
use crate::tables::company;
use gatehouse_core::{Role, Uuid};
use std::fmt;
use std::marker::PhantomData;

mod sealed {
    /// Only the markers here are rights.
    pub trait Sealed {}
}

/// A right as a type.
pub trait Right: sealed::Sealed + Send + Sync + 'static {
    /// It takes one of these; none: being a member is enough.
    const ANY_OF: &'static [CompanyRight];
    /// It takes being the owner.
    const OWNER: bool = false;

    /// Whether somebody with these rights has it.
    #[must_use]
    fn is_held(rights: Rights, is_owner: bool) -> bool {
        is_owner || (!Self::OWNER && (Self::ANY_OF.is_empty() || !rights.and(Rights::of(Self::ANY_OF)).is_empty()))
    }
}

macro_rules! markers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl sealed::Sealed for $name {}

            impl Right for $name {
                const ANY_OF: &'static [CompanyRight] = &[CompanyRight::$name];
            }

            impl One for $name {
                const RIGHT: CompanyRight = CompanyRight::$name;
            }
        )+
    };
}

/// One of the eight boxes as a type.
pub trait One: Right {
    /// Which.
    const RIGHT: CompanyRight;
}

markers! {
    /// See others' requests.
    SeeRequests,
    /// Answer and close others' requests.
    AnswerRequests,
    /// Manage users.
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

/// Being a user of the company, whatever their rights.
pub enum Member {}

impl sealed::Sealed for Member {}

impl Right for Member {
    const ANY_OF: &'static [CompanyRight] = &[];
}

/// Being its owner.
pub enum Owner {}

impl sealed::Sealed for Owner {}

impl Right for Owner {
    const ANY_OF: &'static [CompanyRight] = &[];
    const OWNER: bool = true;
}

/// One of several rights: `Any<(ManageUsers, InviteUsers)>`.
pub struct Any<T>(PhantomData<T>);

impl<A: One, B: One> sealed::Sealed for Any<(A, B)> {}

impl<A: One, B: One> Right for Any<(A, B)> {
    const ANY_OF: &'static [CompanyRight] = &[A::RIGHT, B::RIGHT];
}

impl<A: One, B: One, C: One> sealed::Sealed for Any<(A, B, C)> {}

impl<A: One, B: One, C: One> Right for Any<(A, B, C)> {
    const ANY_OF: &'static [CompanyRight] = &[A::RIGHT, B::RIGHT, C::RIGHT];
}

/// Any right at all: being an administrator.
pub enum Administrator {}

impl sealed::Sealed for Administrator {}

impl Right for Administrator {
    const ANY_OF: &'static [CompanyRight] = &CompanyRight::ALL;
}

/// What a proof is bound to: a transaction, and a right.
type Of<'t, R> = (&'t (), fn() -> R);

/// The proof that the actor is a member of a company, neither blocked nor kept out by what it demands, and has the right `R` there. For
/// writes it comes from [`crate::enter`] and lives no longer than the transaction; for reads from [`crate::inside`], as the request's
/// one query of the membership found it.
pub struct In<'t, R: Right> {
    company: Uuid,
    account: Uuid,
    standing: Standing,
    _of: PhantomData<Of<'t, R>>,
}

impl<R: Right> fmt::Debug for In<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "In({}, {})", self.company, self.standing.member)
    }
}

impl<R: Right> In<'_, R> {
    /// The proof, where the membership has the right.
    pub(crate) fn of(found: &Membership) -> Option<Self> {
        let standing = found.standing();
        R::is_held(standing.rights(), standing.is_owner).then(|| Self {
            company: found.company().id,
            account: found.account(),
            standing,
            _of: PhantomData,
        })
    }

    /// The company.
    #[must_use]
    pub const fn company(&self) -> Uuid {
        self.company
    }

    /// The member who acts.
    #[must_use]
    pub const fn member(&self) -> Uuid {
        self.standing.member
    }

    /// Their account.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.account
    }

    /// Every right that they have.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.standing.rights()
    }

    /// Whether they have this one.
    #[must_use]
    pub const fn may(&self, right: CompanyRight) -> bool {
        self.rights().has(right)
    }

    /// Whether they are the owner.
    #[must_use]
    pub const fn is_owner(&self) -> bool {
        self.standing.is_owner
    }

    /// How they stand, for the rules of [`crate::model::change`].
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The same as the proof of being a member.
    #[must_use]
    pub const fn as_member(&self) -> In<'_, Member> {
        In { company: self.company, account: self.account, standing: self.standing, _of: PhantomData }
    }

    /// The same as the proof of another right, where they have it too.
    #[must_use]
    pub fn also<S: Right>(&self) -> Option<In<'_, S>> {
        let Self { company, account, standing, .. } = *self;
        S::is_held(standing.rights(), standing.is_owner).then_some(In { company, account, standing, _of: PhantomData })
    }
}

/// A company whose row this transaction holds: nobody else changes its members, rights, domains or settings until it ends.
pub struct Locked<'t> {
    row: company::Model,
    _of: PhantomData<&'t ()>,
}

impl Locked<'_> {
    pub(crate) const fn of(row: company::Model) -> Self {
        Self { row, _of: PhantomData }
    }

    /// The row as it was read under the lock.
    #[must_use]
    pub const fn row(&self) -> &company::Model {
        &self.row
    }

    /// The company.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.row.id
    }
}

/// The staff who decide about domains that two companies have proven (COM-14).
pub const DECIDERS: [Role; 2] = [Role::Support, Role::Administrator];

/// Deciding about them.
pub enum DecideDomains {}

impl gatehouse_context::Right for DecideDomains {
    const ROLES: &'static [Role] = &DECIDERS;
    const SCOPE: Option<&'static str> = None;
}
