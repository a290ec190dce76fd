//! What gives rights in a company, under seal (PRI-13): a member's rights and block, who the owner is, what invitations and groups give.
//! Whoever changes a row past the program gives nobody anything: what disagrees with its seal counts as nothing.

use crate::model::rights::Rights;
use crate::model::states::BlockedBy;
use crate::tables::{company, company_member, invitation, scim_group};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_seal::SubjectKey;
use serde::Serialize;
use serde::de::DeserializeOwned;

const MEMBER: &str = "company_member.rights_seal";
const OWNER: &str = "company.owner_seal";
const INVITATION: &str = "invitation.rights_seal";
const GROUP: &str = "scim_group.rights_seal";

/// What a member's seal says.
#[derive(PartialEq, Eq, Serialize, serde::Deserialize)]
struct MemberGrant {
    company: Uuid,
    account: Uuid,
    own: u16,
    groups: u16,
    blocked_at: Option<Moment>,
    blocked_by: Option<String>,
}

impl MemberGrant {
    fn of(row: &company_member::Model) -> Self {
        Self {
            company: row.company_id,
            account: row.account_id,
            own: row.rights_own.bits(),
            groups: row.rights_groups.bits(),
            blocked_at: row.blocked_at,
            blocked_by: row.blocked_by.map(BlockedBy::word).map(str::to_owned),
        }
    }
}

fn sealed<T: Serialize>(cx: &Cx, key: &SubjectKey, place: &str, row: Uuid, says: &T) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), place, row, &serde_json::to_vec(says)?)
}

fn agrees<T: DeserializeOwned + PartialEq>(key: &SubjectKey, place: &str, row: Uuid, seal: &[u8], says: &T) -> bool {
    let stated = key.open(place, row, seal).ok().and_then(|plain| serde_json::from_slice::<T>(&plain).ok());
    let agrees = stated.is_some_and(|stated| stated == *says);
    if !agrees {
        tracing::error!(place, %row, "a row that gives rights was changed past Gatehouse, and counts as nothing");
    }
    agrees
}

/// The seal of a member's row as it stands. `key`: the member's.
pub fn of_member(cx: &Cx, key: &SubjectKey, row: &company_member::Model) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, MEMBER, row.id, &MemberGrant::of(row))
}

/// Whether a member's row says what its seal says.
#[must_use]
pub fn holds_member(key: &SubjectKey, row: &company_member::Model) -> bool {
    agrees(key, MEMBER, row.id, &row.rights_seal, &MemberGrant::of(row))
}

/// The seal that says who the owner is. `key`: the company's.
pub fn of_owner(cx: &Cx, key: &SubjectKey, company: Uuid, owner: Uuid) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, OWNER, company, &owner)
}

/// Whether a company's row names the owner that its seal names.
#[must_use]
pub fn holds_owner(key: &SubjectKey, row: &company::Model) -> bool {
    agrees(key, OWNER, row.id, &row.owner_seal, &row.owner_member_id)
}

/// The seal of what an invitation gives. `key`: the invitation's.
pub fn of_invitation(
    cx: &Cx,
    key: &SubjectKey,
    invitation: Uuid,
    company: Uuid,
    rights: Rights,
) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, INVITATION, invitation, &(company, rights.bits()))
}

/// What an invitation gives: nothing where its row disagrees with its seal.
#[must_use]
pub fn invited(key: &SubjectKey, row: &invitation::Model) -> Rights {
    let agrees = agrees(key, INVITATION, row.id, &row.rights_seal, &(row.company_id, row.rights.bits()));
    if agrees { row.rights } else { Rights::NONE }
}

/// The seal of what a group of the directory gives. `key`: the company's.
pub fn of_group(cx: &Cx, key: &SubjectKey, group: Uuid, rights: Rights) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, GROUP, group, &rights.bits())
}

/// What a group gives: nothing where its row disagrees with its seal.
#[must_use]
pub fn grouped(key: &SubjectKey, row: &scim_group::Model) -> Rights {
    if agrees(key, GROUP, row.id, &row.rights_seal, &row.rights.bits()) { row.rights } else { Rights::NONE }
}
