//! Somebody comes into a company by its directory (COM-14): a new address of its domains gets an account, a user of the company is adopted,
//! somebody's own account is invited.

use super::adopt::{set_member, tie};
use super::invite;
use crate::actions::add_member::{AddRefusal, Coming, NewMember, bring};
use crate::mails::by_directory;
use crate::model::name::{LONGEST, MemberName};
use crate::model::rights::Rights;
use crate::model::states::JoinedBy;
use crate::queries::provider;
use crate::rights::Locked;
use crate::tables::{company_member, scim_user};
use gatehouse_accounts::actions::by_company::{Vouched, VouchedName, has_own_way_in, vouch};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Outcome, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_scim::{Refusal, User};
use sea_orm::entity::prelude::*;

fn no<T>(refusal: Refusal) -> Outcome<T, Refusal> {
    Err(Stop::Refused(refusal))
}

/// The address by which somebody becomes a user: the main one, else the name where it is one.
pub(super) fn address(user: &User) -> Outcome<Email, Refusal> {
    let told = user.main_email().map_or(user.user_name.as_str(), |email| email.value.as_str());
    Email::parse(told).map_err(|_| Stop::Refused(Refusal::Value("emails")))
}

pub(super) fn name(user: &User) -> MemberName {
    let part =
        |text: &Option<String>| text.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect::<String>();
    let named = MemberName::new(part(&user.given_name), part(&user.family_name));
    if named.whole().is_empty() {
        // What is called by one name only.
        return MemberName::new("", part(&user.display_name.clone().or_else(|| user.formatted_name.clone())));
    }
    named
}

/// The name in a new account.
fn of_account(user: &User) -> VouchedName {
    let name = name(user);
    let told = |text: String| (!text.is_empty()).then_some(text);
    VouchedName { first: told(name.first), last: told(name.last) }
}

/// A user of the directory who is to be one of the company.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// The row.
    pub id: Uuid,
    /// As the directory describes them.
    pub user: &'a User,
    /// Their address.
    pub email: &'a Email,
    /// The row was just made, so no group has them.
    pub is_new: bool,
}

/// Brings somebody into the company; `None` while they have to agree first.
pub(super) async fn enrol(cx: &Cx, tx: &Tx, company: &Locked<'_>, named: Named<'_>) -> Outcome<Option<Uuid>, Refusal> {
    let Named { id, user, email, .. } = named;
    let vouched = if user.active {
        // Mails to somebody new are in the language of the company.
        let cx = &Cx { lang: Lang::from_tag(&company.row().lang).unwrap_or(cx.lang), ..cx.clone() };
        match vouch(cx, tx, email, &of_account(user)).await? {
            Vouched::Made(account) => return join(cx, tx, company, named, (account, true)).await.map(Some),
            Vouched::Reserved => return no(Refusal::Value("emails")),
            Vouched::Known(account) => Some(account),
        }
    } else {
        contacts::find_by_email(cx, &**tx, email.written()).await?
    };
    if let Some(account) = vouched {
        let own = company_member::Entity::find().filter(company_member::Column::AccountId.eq(account));
        match own.one(&**tx).await? {
            Some(row) if row.company_id == company.id() => {
                let other = scim_user::Entity::find().filter(scim_user::Column::MemberId.eq(row.id));
                if other.one(&**tx).await?.is_some_and(|other| other.id != id) {
                    return no(Refusal::Taken);
                }
                set_member(cx, tx, company, id, row.id).await?;
                return Ok(Some(row.id));
            }
            Some(_) => return no(Refusal::Elsewhere),
            None if !user.active => return Ok(None),
            None if has_own_way_in(&**tx, account).await? => {
                invite::invite(cx, tx, company, email, account).await?;
                return Ok(None);
            }
            None => return join(cx, tx, company, named, (account, false)).await.map(Some),
        }
    }
    Ok(None)
}

async fn join(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    named: Named<'_>,
    (account, is_made): (Uuid, bool),
) -> Outcome<Uuid, Refusal> {
    let new = NewMember {
        account,
        name: name(named.user),
        country: None,
        branch: None,
        rights: Rights::NONE,
        joined_by: JoinedBy::Directory,
    };
    let coming = Coming { email: named.email.written(), makes_account: is_made };
    let member = bring(cx, tx, company, &new, coming).await.map_err(|stop| {
        stop.map(|refusal| match refusal {
            AddRefusal::HasOne => Refusal::Elsewhere,
            AddRefusal::NoBranch => Refusal::Fault,
        })
    })?;
    if named.is_new {
        tie(tx, named.id, member).await?;
    } else {
        set_member(cx, tx, company, named.id, member).await?;
    }
    if is_made {
        let to = Recipient::of_account(account, named.email.written().to_owned(), cx.lang, None);
        let to = Recipient { greeted: of_account(named.user).greeted(cx.lang), ..to };
        let sign_in = provider::way_in(&**tx, company.id()).await?;
        by_directory::queue(cx, tx, &to, company, sign_in.as_deref()).await?;
    }
    Ok(member)
}
