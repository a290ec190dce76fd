//! The settings of a company (COM-2, COM-4): what becomes of people whose license it holds, whether only addresses of its own domains come
//! in, and the language of its lists, after which names are sorted anew by a job.

use super::enter::enter;
use crate::events::SETTINGS_CHANGED;
use crate::jobs::sort_names;
use crate::model::states::{DomainState, JoinByLicense};
use crate::refusals::EnterRefusal;
use crate::rights::ChangeSettings;
use crate::tables::company::{ActiveModel, Column, Entity, Model};
use crate::tables::company_domain;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The word of [`JoinByLicense`].
    pub join_by_license: String,
    /// `true`: only addresses of its domains come in.
    pub own_domains_only: String,
    /// The language of its lists.
    pub lang: String,
    /// The version of the row that was shown.
    pub version: i64,
}

/// Why they stay.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SettingsRefusal {
    /// They are no member, or lack the right.
    Enter(EnterRefusal),
    /// Somebody else changed the company meanwhile.
    #[refusal(409, "company.changed", company_changed)]
    Changed,
    /// It is none of the three answers.
    #[refusal(422, "company.join_by_license", company_join_by_license, field = "join_by_license")]
    Join,
    /// There is no domain yet whose addresses could come in.
    #[refusal(422, "company.no_domain", company_no_domain, field = "own_domains_only")]
    NoDomain,
    /// It is no language of the portal.
    #[refusal(422, "company.lang", company_lang, field = "lang")]
    Lang,
}

/// Saves them. `company`: of the page's scope.
pub async fn change_settings(cx: &Cx, company: Uuid, wanted: &Settings) -> Outcome<(), SettingsRefusal> {
    let tx = cx.begin().await?;
    let entered = enter::<ChangeSettings>(cx, &tx, company).await;
    let (by, locked) = entered.map_err(|stop: Stop<EnterRefusal>| stop.map(SettingsRefusal::Enter))?;
    let before = locked.row();
    let Some(join) = JoinByLicense::from_word(&wanted.join_by_license) else {
        return Err(refuse(SettingsRefusal::Join));
    };
    let Some(lang) = Lang::from_tag(&wanted.lang) else { return Err(refuse(SettingsRefusal::Lang)) };
    if before.version != wanted.version {
        return Err(refuse(SettingsRefusal::Changed));
    }
    let own_domains_only = wanted.own_domains_only == "true";
    if own_domains_only && !before.own_domains_only && !has_domain(&tx, company).await? {
        return Err(refuse(SettingsRefusal::NoDomain));
    }
    let after = Model {
        join_by_license: join,
        own_domains_only,
        lang: lang.tag().to_owned(),
        version: before.version + 1,
        ..before.clone()
    };
    let details = changes(before, &after);
    if details.is_empty() {
        return Ok(());
    }
    let change = ActiveModel::from(after.clone()).reset_all();
    Entity::update_many().set(change).filter(Column::Id.eq(company)).exec(&*tx).await?;
    if before.lang != after.lang {
        sort_names::enqueue(cx, &tx, company, &after.lang).await?;
    }
    cx.audit(&tx, SETTINGS_CHANGED.about(company).of_account(by.account()).with(Value::Object(details))).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the company has a domain that is proven; one whose record is missing for a day or two still counts.
async fn has_domain(tx: &Tx, company: Uuid) -> Result<bool, Fault> {
    use company_domain::{Column, Entity};
    let own = Entity::find().filter(Column::CompanyId.eq(company));
    let held = own.filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]));
    Ok(held.one(&**tx).await?.is_some())
}

/// What is other than before, each with both values.
fn changes(before: &Model, after: &Model) -> Map<String, Value> {
    let mut all = Map::new();
    let mut add = |name: &str, was: Value, is: Value| {
        if was != is {
            all.insert(name.to_owned(), is);
            all.insert(format!("{name}_before"), was);
        }
    };
    let yes = |on: bool| json!(if on { "on" } else { "off" });
    add("join_by_license", json!(before.join_by_license.word()), json!(after.join_by_license.word()));
    add("own_domains_only", yes(before.own_domains_only), yes(after.own_domains_only));
    add("company_lang", json!(before.lang), json!(after.lang));
    all
}
