//! What a provider has vouched for: identities of members, and sessions.

use crate::queries::provider::{SUBJECT, subject_text};
use crate::tables::{company_identity, company_session};
use gatehouse_accounts::actions::by_company::end_sessions;
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// The longest life of a session; the session itself ends sooner.
const LONGEST: i64 = 90 * DAY;

/// Marks a session.
pub(super) async fn mark(cx: &Cx, tx: &Tx, of: company_session::Model) -> Result<(), Fault> {
    use company_session::{ActiveModel, Column, Entity};
    let row = company_session::Model { ends_at: cx.now().plus(LONGEST), ..of };
    let anew = OnConflict::column(Column::SessionId)
        .update_columns([Column::CompanyId, Column::MemberId, Column::OidcId, Column::GaveFactor, Column::EndsAt])
        .to_owned();
    Entity::insert(ActiveModel::from(row).reset_all()).on_conflict(anew).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whose a subject is, and that it was used now. Under whichever pepper it lies, it lies under the one in use afterwards.
pub(super) async fn known(cx: &Cx, tx: &Tx, oidc: Uuid, subject: &str) -> Result<Option<Uuid>, Fault> {
    use company_identity::{Column, Entity};
    let text = subject_text(oidc, subject);
    // Held before the look, so that no move comes between.
    let version = peppers::writing(cx, tx, SUBJECT).await?;
    let own = Entity::find().filter(Column::OidcId.eq(oidc));
    let own = own.filter(Column::SubjectLookup.is_in(cx.app.keys.accepted(SUBJECT, text.as_bytes())));
    let Some(found) = own.one(&**tx).await? else { return Ok(None) };
    Entity::update_many()
        .col_expr(
            Column::SubjectLookup,
            Expr::value(cx.app.keys.lookup_under(version, SUBJECT, text.as_bytes())?.to_vec()),
        )
        .col_expr(Column::PepperVersion, Expr::value(version))
        .col_expr(Column::UsedAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(found.id))
        .exec(&**tx)
        .await?;
    Ok(Some(found.member_id))
}

/// Ties a member to a subject; `false` where the subject is another member's.
pub(super) async fn tie(cx: &Cx, tx: &Tx, oidc: Uuid, subject: &str, member: Uuid) -> Result<bool, Fault> {
    use company_identity::{ActiveModel, Entity};
    if let Some(found) = known(cx, tx, oidc, subject).await? {
        return Ok(found == member);
    }
    let version = peppers::writing(cx, tx, SUBJECT).await?;
    let text = subject_text(oidc, subject);
    let row = ActiveModel {
        id: Set(cx.id()),
        oidc_id: Set(oidc),
        subject_lookup: Set(cx.app.keys.lookup_under(version, SUBJECT, text.as_bytes())?.to_vec()),
        pepper_version: Set(version),
        member_id: Set(member),
        linked_at: Set(cx.now()),
        used_at: Set(Some(cx.now())),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(true)
}

async fn end(tx: &Tx, found: Vec<(Uuid, bool)>) -> Result<(), Fault> {
    let inside: Vec<Uuid> = found.iter().filter(|(_, only)| *only).map(|(id, _)| *id).collect();
    if !inside.is_empty() {
        end_sessions(tx, &inside).await?;
    }
    let marks = company_session::Entity::delete_many();
    let ids = found.into_iter().map(|(id, _)| id);
    marks.filter(company_session::Column::SessionId.is_in(ids)).exec(&**tx).await?;
    Ok(())
}

async fn marked(tx: &Tx, which: Expr) -> Result<Vec<(Uuid, bool)>, Fault> {
    use company_session::{Column, Entity};
    let found = Entity::find().filter(which).select_only().column(Column::SessionId).column(Column::OnlyInside);
    Ok(found.into_tuple().all(&**tx).await?)
}

/// Ends the sessions that members have by the provider; in their own ones it vouches for nothing more.
pub(crate) async fn forget_sessions_of_members(tx: &Tx, members: &[Uuid]) -> Result<(), Fault> {
    let found = marked(tx, company_session::Column::MemberId.is_in(members.iter().copied())).await?;
    end(tx, found).await
}

/// The same of everybody who came by a provider.
pub(super) async fn forget_sessions(tx: &Tx, oidc: Uuid) -> Result<(), Fault> {
    let found = marked(tx, company_session::Column::OidcId.eq(oidc)).await?;
    end(tx, found).await
}

/// The same of a whole company that goes.
pub(crate) async fn forget_sessions_of_company(tx: &Tx, company: Uuid) -> Result<(), Fault> {
    let found = marked(tx, company_session::Column::CompanyId.eq(company)).await?;
    end(tx, found).await
}

/// Nobody is known at a provider any more.
pub(super) async fn forget_identities(tx: &Tx, oidc: Uuid) -> Result<(), Fault> {
    let all = company_identity::Entity::delete_many();
    all.filter(company_identity::Column::OidcId.eq(oidc)).exec(&**tx).await?;
    Ok(())
}
