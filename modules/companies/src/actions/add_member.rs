//! Somebody becomes a member of a company (COM-2, COM-5, COM-14): a step of joining, accepting, the directory and staff, inside their
//! transaction and under the company's lock. A person is in one company at most.

use super::place;
use super::scim::adopt::adopt;
use super::tell::tell;
use crate::events::JOINED;
use crate::model::name::MemberName;
use crate::model::notice::News;
use crate::model::rights::Rights;
use crate::model::states::JoinedBy;
use crate::queries::branches;
use crate::queries::members::NAMES;
use crate::queries::seals;
use crate::rights::Locked;
use crate::signals::MemberJoined;
use crate::tables::company_member::{ActiveModel, Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// Who comes, and as what.
#[derive(Clone)]
pub struct NewMember {
    /// Their account.
    pub account: Uuid,
    /// Their name in the company.
    pub name: MemberName,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Their branch, one of the company's.
    pub branch: Option<Uuid>,
    /// The rights that they get.
    pub rights: Rights,
    /// How they come.
    pub joined_by: JoinedBy,
}

/// Why somebody does not become a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AddRefusal {
    /// They belong to this or another company, which is not named.
    #[refusal(409, "company.has_one", company_has_one)]
    HasOne,
    /// The branch is none of the company's.
    #[refusal(422, "company.no_branch", company_no_branch, field = "branch")]
    NoBranch,
}

/// Adds them; answers the member.
pub async fn add_member(cx: &Cx, tx: &Tx, company: &Locked<'_>, new: &NewMember) -> Outcome<Uuid, AddRefusal> {
    if let Some(branch) = new.branch
        && !branches::is_of(&**tx, company.id(), branch).await?
    {
        return Err(refuse(AddRefusal::NoBranch));
    }
    if Entity::find().filter(Column::AccountId.eq(new.account)).one(&**tx).await?.is_some() {
        return Err(refuse(AddRefusal::HasOne));
    }
    let contact = contacts::contact(cx, &**tx, new.account).await?;
    let email = contact.map(|contact| contact.to.email).unwrap_or_default();
    let id = bring(cx, tx, company, new, Coming { email: &email, makes_account: false }).await?;
    adopt(cx, tx, company, id, &email).await?;
    Ok(id)
}

/// What is known of who comes.
pub(super) struct Coming<'a> {
    /// The address of their account.
    pub email: &'a str,
    /// The account came about with the membership: where its personal side is never used, it goes with it.
    pub makes_account: bool,
}

/// Adds them without a look at what the directory says; answers the member.
pub(super) async fn bring(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    new: &NewMember,
    coming: Coming<'_>,
) -> Outcome<Uuid, AddRefusal> {
    let id = cx.id();
    let place = place::place(cx, tx, company, id, &new.name).await?;
    let row = Model { made_account: coming.makes_account, ..row(cx, tx, company.id(), id, place, new).await? };
    if !insert(tx, row).await? {
        return Err(refuse(AddRefusal::HasOne));
    }
    let details = json!({ "member": id, "joined_by": new.joined_by.word(), "rights": new.rights.words() });
    cx.audit(tx, JOINED.about(company.id()).of_account(new.account).with(details)).await?;
    let email = coming.email.to_owned();
    let how = new.joined_by.word().to_owned();
    let news = News::UserJoined { name: new.name.whole(), email: email.clone(), how };
    tell(cx, tx, company.id(), &news).await?;
    cx.raise(tx, MemberJoined { company: company.id(), member: id, email }).await?;
    let how = new.joined_by.word();
    tx.after_commit(move || metrics::counter!("gatehouse_company_users_joined_total", "how" => how).increment(1));
    Ok(id)
}

/// Notes that an account came about with its membership: where it never uses its personal side, it goes with it.
pub(crate) async fn note_made(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let change = Entity::update_many().col_expr(Column::MadeAccount, Expr::value(true));
    change.filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// The row of a new member, with the key that seals what is theirs.
pub(super) async fn row(
    cx: &Cx,
    tx: &Tx,
    company: Uuid,
    id: Uuid,
    name_place: i64,
    new: &NewMember,
) -> Result<Model, Fault> {
    let key = subject::create(cx, tx, id).await?;
    let mut row = Model {
        id,
        company_id: company,
        account_id: new.account,
        names_sealed: sealed_name(cx, &key, id, &new.name)?,
        country: new.country.clone(),
        branch_id: new.branch,
        name_place,
        rights_own: new.rights.settled(Rights::NONE),
        rights_groups: Rights::NONE,
        rights_seal: Vec::new(),
        blocked_at: None,
        blocked_by: None,
        joined_by: new.joined_by,
        joined_at: cx.now(),
        made_account: false,
        notices_off: 0,
        version: 1,
    };
    row.rights_seal = seals::of_member(cx, &key, &row)?;
    Ok(row)
}

/// Writes it; `false` where the account got a membership at this very moment.
pub(super) async fn insert(tx: &Tx, row: Model) -> Result<bool, Fault> {
    let once = OnConflict::column(Column::AccountId).do_nothing().to_owned();
    let row = ActiveModel::from(row).reset_all();
    Ok(Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? == 1)
}

/// A name as its member's key seals it.
pub(crate) fn sealed_name(cx: &Cx, key: &SubjectKey, member: Uuid, name: &MemberName) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), NAMES, member, &serde_json::to_vec(name)?)
}
