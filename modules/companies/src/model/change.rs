//! Who may do what to whom in a company (COM-3, COM-5, COM-12): pure rules, judged under the company's lock.

use super::rights::{CompanyRight, Rights};
use super::states::BlockedBy;
use gatehouse_core::{Lang, Uuid};

/// How somebody stands in their company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The member.
    pub member: Uuid,
    /// Whether they are its owner.
    pub is_owner: bool,
    /// The rights that they were given.
    pub own: Rights,
    /// The rights that groups of the directory give.
    pub groups: Rights,
    /// By whom they are blocked.
    pub blocked: Option<BlockedBy>,
}

impl Standing {
    /// Every right that they have: an owner has all.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        if self.is_owner { Rights::ALL } else { self.own.union(self.groups) }
    }

    const fn manages(&self) -> bool {
        self.rights().has(CompanyRight::ManageUsers)
    }
}

/// Why something may not be done to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// They are the owner, whom staff alone change.
    Owner,
    /// It takes this right.
    Lacks(CompanyRight),
    /// It concerns rights that the actor does not have.
    MoreThanOwn(Rights),
    /// On oneself one can only give up rights.
    OnlyDropOwn,
    /// It is oneself: leaving is a page of its own.
    Oneself,
    /// The company's directory blocked them, and alone ends it.
    ByDirectory,
}

impl Denied {
    /// The sentence for the actor.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Owner => t.msg_denied_owner(),
            Self::Lacks(right) => t.msg_denied_lacks(right.name(lang)),
            Self::MoreThanOwn(rights) => {
                let names: Vec<String> = rights.iter().map(|right| right.name(lang)).collect();
                t.msg_denied_more(crate::texts::phrase(&names, lang))
            }
            Self::OnlyDropOwn => t.msg_denied_only_drop(),
            Self::Oneself => t.msg_denied_oneself(),
            Self::ByDirectory => t.msg_denied_directory(),
        }
    }
}

/// The rights that a user has after an actor ticked `wanted`.
pub fn set_rights(actor: &Standing, target: &Standing, wanted: Rights) -> Result<Rights, Denied> {
    if target.is_owner {
        return Err(Denied::Owner);
    }
    let wanted = wanted.settled(target.own);
    if actor.is_owner {
        return Ok(wanted);
    }
    if !actor.manages() {
        return Err(Denied::Lacks(CompanyRight::ManageUsers));
    }
    if actor.member == target.member {
        return if target.own.has_all(wanted) { Ok(wanted) } else { Err(Denied::OnlyDropOwn) };
    }
    let foreign = wanted.changed(target.own).without(actor.rights());
    if foreign.is_empty() { Ok(wanted) } else { Err(Denied::MoreThanOwn(foreign)) }
}

/// Whether an actor may remove, block or unblock a user.
pub fn may_remove(actor: &Standing, target: &Standing) -> Result<(), Denied> {
    if target.is_owner {
        return Err(Denied::Owner);
    }
    if !actor.manages() {
        return Err(Denied::Lacks(CompanyRight::ManageUsers));
    }
    if actor.member == target.member {
        return Err(Denied::Oneself);
    }
    let foreign = target.rights().without(actor.rights());
    if foreign.is_empty() { Ok(()) } else { Err(Denied::MoreThanOwn(foreign)) }
}

/// Whether an actor may block a user.
pub fn may_block(actor: &Standing, target: &Standing) -> Result<(), Denied> {
    may_remove(actor, target)
}

/// Whether an actor may let a blocked user in again.
pub fn may_unblock(actor: &Standing, target: &Standing) -> Result<(), Denied> {
    may_remove(actor, target)?;
    if target.blocked == Some(BlockedBy::Directory) { Err(Denied::ByDirectory) } else { Ok(()) }
}

/// Whether an actor may change a user's name, country and branch, and send a mail to reset the password.
pub const fn may_edit(actor: &Standing) -> Result<(), Denied> {
    if actor.manages() { Ok(()) } else { Err(Denied::Lacks(CompanyRight::ManageUsers)) }
}

/// The rights of an invitation for which an actor ticked `wanted`.
pub fn invite(actor: &Standing, wanted: Rights) -> Result<Rights, Denied> {
    let (has, wanted) = (actor.rights(), wanted.settled(Rights::NONE));
    if !has.has(CompanyRight::InviteUsers) {
        return Err(Denied::Lacks(CompanyRight::InviteUsers));
    }
    if wanted.is_empty() {
        return Ok(wanted);
    }
    if !actor.manages() {
        return Err(Denied::Lacks(CompanyRight::ManageUsers));
    }
    let foreign = wanted.without(has);
    if foreign.is_empty() { Ok(wanted) } else { Err(Denied::MoreThanOwn(foreign)) }
}

/// The rights that an invitation gives when it is accepted: no more than its inviter has then, who must still be an active member who
/// may give any.
#[must_use]
pub fn accepted(inviter: Option<&Standing>, invited: Rights) -> Rights {
    match inviter {
        Some(inviter) if inviter.blocked.is_none() && inviter.manages() => invited.and(inviter.rights()),
        _ => Rights::NONE,
    }
}

#[cfg(test)]
mod tests;
