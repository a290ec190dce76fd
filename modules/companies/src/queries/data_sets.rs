//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5).

use super::members::name_of;
use super::membership;
use crate::model::notice::NoticeKind;
use crate::tables::{branch, company, company_identity, join_request, scim_user};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, DataValue, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// All of them.
pub(crate) fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![Arc::new(OwnMembership), Arc::new(OwnRequests)]
}

/// The person's membership of a company.
struct OwnMembership;

#[async_trait]
impl DataSet for OwnMembership {
    fn name(&self) -> &'static str {
        "companies.membership"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["company_member", "company_identity", "company_session", "scim_user"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_membership()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("company", t.msg_company()),
            ("first_name", t.msg_first_name()),
            ("last_name", t.msg_last_name()),
            ("first_reading", t.msg_first_reading()),
            ("last_reading", t.msg_last_reading()),
            ("country", t.msg_country()),
            ("branch", t.msg_branch()),
            ("is_owner", t.msg_owner()),
            ("rights", t.msg_rights()),
            ("joined_at", t.msg_joined()),
            ("blocked_at", t.msg_blocked_since()),
            ("company_sign_in", t.msg_data_sign_in()),
            ("directory", t.msg_data_directory()),
            ("notices_off", t.msg_data_notices_off()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        if after.is_some() {
            return Ok(DataRows::default());
        }
        let Some(found) = membership::of_account(cx, cx.read(), account).await? else { return Ok(DataRows::default()) };
        let row = found.member();
        let keys = subject::keys(cx, cx.read(), &[row.id]).await?;
        let name = name_of(keys.get(&row.id), row)?;
        let branch = match row.branch_id {
            Some(branch) => branch::Entity::find_by_id(branch).one(cx.read()).await?.map(|branch| branch.name),
            None => None,
        };
        let signs_in = company_identity::Entity::find().filter(company_identity::Column::MemberId.eq(row.id));
        let kept = scim_user::Entity::find().filter(scim_user::Column::MemberId.eq(row.id));
        let rights: Vec<String> = found.rights().iter().map(|right| right.name(cx.lang)).collect();
        let off = NoticeKind::ALL.into_iter().filter(|kind| kind.is_off(row.notices_off));
        let off: Vec<String> = off.map(|kind| kind.text(cx.lang)).collect();
        let values: Vec<DataValue> = vec![
            found.company().name.clone().into(),
            name.first.into(),
            name.last.into(),
            name.first_reading.into(),
            name.last_reading.into(),
            row.country.clone().into(),
            branch.into(),
            found.is_owner().into(),
            rights.join(", ").into(),
            row.joined_at.into(),
            row.blocked_at.into(),
            signs_in.one(cx.read()).await?.is_some().into(),
            kept.one(cx.read()).await?.is_some().into(),
            off.join(", ").into(),
        ];
        Ok(DataRows::one(Some(values)))
    }
}

/// The person's requests to join companies.
struct OwnRequests;

#[async_trait]
impl DataSet for OwnRequests {
    fn name(&self) -> &'static str {
        "companies.requests"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["join_request"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_requests()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("company", t.msg_company()), ("state", t.msg_state()), ("asked_at", t.msg_asked())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use join_request::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let asked: Vec<Uuid> = rows.iter().map(|row| row.company_id).collect();
        let companies = company::Entity::find().filter(company::Column::Id.is_in(asked)).all(cx.read()).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let company = companies.iter().find(|company| company.id == row.company_id);
                let state = row.state.at(row.ends_at, cx.now());
                Ok(vec![
                    company.map(|company| company.name.clone()).into(),
                    state.name(cx.lang).into(),
                    row.asked_at.into(),
                ])
            },
        )
    }
}
