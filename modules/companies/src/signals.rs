//! What the module tells those above it, and what it asks them.

use gatehouse_context::{Cx, Signal};
use gatehouse_core::{Fault, Moment, Secret, Uuid, async_trait};
use gatehouse_db::Tx;
use std::sync::Arc;

/// How a membership ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left (COM-8).
    Left,
    /// An administrator removed them (COM-4).
    Removed,
    /// The directory removed them (COM-14).
    ByDirectory,
    /// Their account was deleted.
    AccountDeleted,
    /// The company was purged (COM-11).
    CompanyPurged,
    /// Staff ended it, such as with a change of owner.
    ByStaff,
}

impl Ended {
    /// The stable word, for the audit log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Removed => "removed",
            Self::ByDirectory => "directory",
            Self::AccountDeleted => "account_deleted",
            Self::CompanyPurged => "company_purged",
            Self::ByStaff => "staff",
        }
    }
}

/// Somebody is a member now. Raised in the transaction that makes them one, behind their row: who named them by their address knows the user.
#[derive(Clone)]
pub struct MemberJoined {
    /// The company.
    pub company: Uuid,
    /// The member.
    pub member: Uuid,
    /// The address of their account; empty where there is none any more.
    pub email: String,
}

/// Somebody is no member any more. Raised in the transaction that ends it, before the row goes: who holds tokens, webhooks, contacts or
/// files for them ends or moves those now.
#[derive(Clone, Copy, Debug)]
pub struct MembershipEnded {
    /// The company.
    pub company: Uuid,
    /// The member of before; the same id stays with their requests.
    pub member: Uuid,
    /// Their account.
    pub account: Uuid,
    /// How it ended.
    pub ended: Ended,
}

/// These were blocked: what acts in their name stops, and nothing is deleted (COM-12).
#[derive(Clone, Debug)]
pub struct MembersBlocked {
    /// The company.
    pub company: Uuid,
    /// The members, at most [`crate::actions::block_all::AT_ONCE`].
    pub members: Vec<Uuid>,
}

/// What a member had goes to another one of the same person (COM-6, COM-8): each module moves its own.
#[derive(Clone, Copy, Debug)]
pub struct MemberCarriedOver {
    /// The company of the new membership.
    pub company: Uuid,
    /// The member of before, living or gone.
    pub from: Uuid,
    /// The member who has it now.
    pub to: Uuid,
}

/// A company was deleted by its owner; for a day staff can restore it (COM-11).
#[derive(Clone, Copy, Debug)]
pub struct CompanyDeleted {
    /// The company.
    pub company: Uuid,
}

/// A company is gone for good: licenses are free, what was its own is erased.
#[derive(Clone, Copy, Debug)]
pub struct CompanyPurged {
    /// The company.
    pub company: Uuid,
}

/// Two companies became one: what the double had is the other one's. Raised after each of its users was carried over with the same id
/// ([`MemberCarriedOver`]), and before [`CompanyPurged`] of the double: what a module does not move then ends.
#[derive(Clone, Copy, Debug)]
pub struct CompanyMerged {
    /// The double.
    pub from: Uuid,
    /// The company that is left.
    pub into: Uuid,
}

impl Signal for CompanyMerged {}
impl Signal for MemberJoined {}
impl Signal for MembershipEnded {}
impl Signal for MembersBlocked {}
impl Signal for MemberCarriedOver {}
impl Signal for CompanyDeleted {}
impl Signal for CompanyPurged {}

/// What somebody shows as the proof that they have a license (COM-1, COM-2).
pub enum Shown {
    /// An activation code, as typed.
    Code(Secret<String>),
    /// A key file's bytes, at most 64 KiB; they are read and not kept (LIC-24).
    KeyFile(Vec<u8>),
}

/// A license that was shown, and is held until the transaction ends.
#[derive(Clone, Debug)]
pub struct ProvenLicense {
    /// The license.
    pub id: Uuid,
    /// Its product's name.
    pub product: String,
    /// The company's name on it, where it names one.
    pub licensee: Option<String>,
    /// When it ends; `None` for one without an end.
    pub ends_at: Option<Moment>,
    /// The companies that hold it.
    pub companies: Vec<Uuid>,
    /// It waits for a clerk (LIC-23).
    pub is_pending: bool,
}

/// How a license comes into a company.
#[derive(Clone, Copy, Debug)]
pub struct Brought<'a> {
    /// The company.
    pub company: Uuid,
    /// The member who brings it.
    pub by: Uuid,
    /// What the key file was called, where one was shown and not a code: the company sees no code then (LIC-24).
    pub key_file: Option<&'a str>,
}

/// Why a license cannot be used for it, with the words of the list of licenses (LIC-5).
#[derive(Clone, Debug)]
pub struct LicenseRefused(pub Arc<dyn gatehouse_core::Refusal>);

/// What companies need of licenses. The module of licenses puts it into the services as [`SharedLicenseProof`].
#[async_trait]
pub trait LicenseProof: Send + Sync {
    /// Reads what was shown, before a transaction: an unknown, expired or blocked one is refused with its reason, and nothing is counted
    /// as added.
    async fn read(&self, cx: &Cx, shown: &Shown) -> Result<Result<Uuid, LicenseRefused>, Fault>;
    /// Locks a license and tells of it as it is now. Licenses are locked before companies.
    async fn lock(&self, cx: &Cx, tx: &Tx, license: Uuid) -> Result<Result<ProvenLicense, LicenseRefused>, Fault>;
    /// Adds it to a company in the same transaction; answers whether it waits for a clerk now (LIC-23).
    async fn attach(&self, cx: &Cx, tx: &Tx, license: Uuid, brought: &Brought<'_>) -> Result<bool, Fault>;
}

/// How it lies in the services.
pub type SharedLicenseProof = Arc<dyn LicenseProof>;

/// One line of what goes with a company.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct GoesLine {
    /// What it is, in the reader's language: "Licenses".
    pub what: String,
    /// How many.
    pub count: i64,
    /// What becomes of it: "removed from the company, free for others".
    pub becomes: String,
}

/// What goes when a company is deleted (COM-11): each module tells of its own, and the deletion is bound to what was shown. Lies in the
/// services as [`AllGoes`].
#[async_trait]
pub trait Goes: Send + Sync {
    /// The lines of this company in the language of the context. Counts, and no contents: they are hashed as they are shown.
    async fn of(&self, cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault>;
}

/// Those of all modules above; each adds its own with [`AllGoes::add`].
#[derive(Clone, Default)]
pub struct AllGoes(Arc<std::sync::Mutex<Vec<Arc<dyn Goes>>>>);

impl AllGoes {
    /// Adds one, when the program starts.
    pub fn add(&self, goes: Arc<dyn Goes>) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(goes);
    }

    /// The lines of every module, in the modules' order.
    pub async fn of(&self, cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault> {
        let all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let mut lines = Vec::new();
        for goes in all {
            lines.extend(goes.of(cx, company).await?);
        }
        Ok(lines)
    }
}
