//! A deleted company is purged when its 24 hours are over (COM-11): memberships end, keys are destroyed, licenses become free, and nothing
//! of it is left but that its words in addresses are never given again. Accounts that were never anything but the company's go with it. Each
//! step is a transaction of the job's, so that it can be killed at any moment.

use super::end_membership::end_membership;
use super::lock::lock;
use super::provider::mark::forget_sessions_of_company;
use super::take_out::made;
use crate::events::PURGED;
use crate::model::states::CompanyState;
use crate::rights::Locked;
use crate::signals::{CompanyPurged, Ended};
use crate::tables::{
    branch, carry_over, company, company_deletion, company_domain, company_identity, company_member, company_news,
    company_oidc, company_slug, former_member, invitation, join_request, owner_change, scim_call, scim_group,
    scim_group_member, scim_token, scim_user, scim_user_email,
};
use gatehouse_accounts::actions::by_company::erase_if_only_the_companys;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

/// Members, invitations or requests of one transaction.
const PART: u64 = 100;

/// Purges a part; answers whether more is left. A company that was restored, or deleted anew since, is left alone.
pub(crate) async fn purge_company(cx: &Cx, tx: &Tx, company: Uuid) -> Result<bool, Fault> {
    let Some(found) = lock(cx, tx, company).await? else { return Ok(false) };
    let is_due = found.row().purge_at.is_some_and(|at| at <= cx.now());
    if found.row().state != CompanyState::Deleted || !is_due {
        return Ok(false);
    }
    if end_some(cx, tx, &found).await?
        || forget::<invitation::Entity>(cx, tx, invitation::Column::Id, invitation::Column::CompanyId, company).await?
        || forget::<join_request::Entity>(cx, tx, join_request::Column::Id, join_request::Column::CompanyId, company)
            .await?
        || forget::<owner_change::Entity>(cx, tx, owner_change::Column::Id, owner_change::Column::CompanyId, company)
            .await?
        || forget_directory(cx, tx, company).await?
    {
        return Ok(true);
    }
    cx.raise(tx, CompanyPurged { company }).await?;
    let owner = company_member::Entity::find_by_id(found.row().owner_member_id).one(&**tx).await?;
    if let Some(owner) = owner {
        end(cx, tx, &found, (owner.id, owner.account_id, owner.made_account)).await?;
    }
    drop_tables(tx, company).await?;
    company::Entity::delete_by_id(company).exec(&**tx).await?;
    // The files of the company, such as its logo, end with its key.
    subject::destroy(cx, tx, company).await?;
    cx.audit(tx, PURGED.about(company)).await?;
    Ok(false)
}

/// Ends some memberships; the owner's goes with the company.
async fn end_some(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Result<bool, Fault> {
    use company_member::{Column, Entity};
    let others = Entity::find().filter(Column::CompanyId.eq(company.id()));
    let others = others.filter(Column::Id.ne(company.row().owner_member_id)).limit(PART);
    let some = others.select_only().columns([Column::Id, Column::AccountId, Column::MadeAccount]);
    let some: Vec<Ending> = some.into_tuple().all(&**tx).await?;
    // Each is a leaving of its own, of which the modules above hear.
    for one in &some {
        end(cx, tx, company, *one).await?;
    }
    Ok(!some.is_empty())
}

/// Membership, account, and whether this came about with it.
type Ending = (Uuid, Uuid, bool);

async fn end(cx: &Cx, tx: &Tx, company: &Locked<'_>, (member, account, is_made): Ending) -> Result<(), Fault> {
    match end_membership(cx, tx, company, member, Ended::CompanyPurged).await {
        Ok(()) => {}
        Err(Stop::Refused(refusal)) => {
            return Err(Fault::new(format!("a membership of a purged company: {refusal:?}")));
        }
        Err(Stop::Broken(fault)) => return Err(fault),
    }
    erase_if_only_the_companys(cx, tx, account, made(is_made)).await?;
    Ok(())
}

/// Some rows with keys of their own, and the mails under these.
async fn forget<E>(cx: &Cx, tx: &Tx, id: E::Column, company: E::Column, of: Uuid) -> Result<bool, Fault>
where
    E: EntityTrait,
{
    let some: Vec<Uuid> =
        E::find().filter(company.eq(of)).limit(PART).select_only().column(id).into_tuple().all(&**tx).await?;
    E::delete_many().filter(id.is_in(some.iter().copied())).exec(&**tx).await?;
    for row in &some {
        gatehouse_mail::forget_subject(tx, *row).await?;
        subject::destroy(cx, tx, *row).await?;
    }
    Ok(!some.is_empty())
}

/// Some users of the directory: each has a key of its own.
async fn forget_directory(cx: &Cx, tx: &Tx, company: Uuid) -> Result<bool, Fault> {
    forget::<scim_user::Entity>(cx, tx, scim_user::Column::Id, scim_user::Column::CompanyId, company).await
}

/// All of them, for a company that ends in one transaction.
pub(crate) async fn forget_whole_directory(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    while forget_directory(cx, tx, company).await? {}
    Ok(())
}

/// Everything else that is the company's.
pub(crate) async fn drop_tables(tx: &Tx, company: Uuid) -> Result<(), Fault> {
    let services = Query::select()
        .column(company_oidc::Column::Id)
        .from(company_oidc::Entity)
        .and_where(company_oidc::Column::CompanyId.eq(company))
        .to_owned();
    let groups = Query::select()
        .column(scim_group::Column::Id)
        .from(scim_group::Entity)
        .and_where(scim_group::Column::CompanyId.eq(company))
        .to_owned();
    let identities = company_identity::Entity::delete_many();
    identities.filter(company_identity::Column::OidcId.in_subquery(services)).exec(&**tx).await?;
    let in_groups = scim_group_member::Entity::delete_many();
    in_groups.filter(scim_group_member::Column::GroupId.in_subquery(groups)).exec(&**tx).await?;
    forget_sessions_of_company(tx, company).await?;
    drop_rows::<company_oidc::Entity>(tx, company_oidc::Column::CompanyId, company).await?;
    drop_rows::<scim_group::Entity>(tx, scim_group::Column::CompanyId, company).await?;
    drop_rows::<scim_user::Entity>(tx, scim_user::Column::CompanyId, company).await?;
    drop_rows::<scim_user_email::Entity>(tx, scim_user_email::Column::CompanyId, company).await?;
    drop_rows::<scim_call::Entity>(tx, scim_call::Column::CompanyId, company).await?;
    drop_rows::<scim_token::Entity>(tx, scim_token::Column::CompanyId, company).await?;
    drop_rows::<company_domain::Entity>(tx, company_domain::Column::CompanyId, company).await?;
    drop_rows::<company_deletion::Entity>(tx, company_deletion::Column::CompanyId, company).await?;
    drop_rows::<company_news::Entity>(tx, company_news::Column::CompanyId, company).await?;
    drop_rows::<carry_over::Entity>(tx, carry_over::Column::CompanyId, company).await?;
    drop_rows::<former_member::Entity>(tx, former_member::Column::CompanyId, company).await?;
    drop_rows::<branch::Entity>(tx, branch::Column::CompanyId, company).await?;
    company_slug::Entity::update_many()
        .col_expr(company_slug::Column::Current, Expr::value(false))
        .col_expr(company_slug::Column::CompanyId, Expr::value(None::<Uuid>))
        .filter(company_slug::Column::CompanyId.eq(company))
        .exec(&**tx)
        .await?;
    Ok(())
}

async fn drop_rows<E: EntityTrait>(tx: &Tx, column: E::Column, company: Uuid) -> Result<(), Fault> {
    E::delete_many().filter(column.eq(company)).exec(&**tx).await?;
    Ok(())
}
