//! Who the person is, and which mails they want.

use crate::queries::sealed::Person;
use crate::tables::{account, notification_choice};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The account itself.
pub struct Profile;

#[async_trait]
impl DataSet for Profile {
    fn name(&self) -> &'static str {
        "accounts.profile"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["account"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_profile_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("email", t.msg_email()),
            ("first_name", t.msg_first_name()),
            ("last_name", t.msg_last_name()),
            ("first_reading", t.msg_first_reading()),
            ("last_reading", t.msg_last_reading()),
            ("company", t.msg_company()),
            ("phone", t.msg_phone()),
            ("address", t.msg_address()),
            ("country", t.msg_country()),
            ("region", t.msg_region()),
            ("language", t.msg_language()),
            ("time_zone", t.msg_zone()),
            ("registered_at", t.msg_staff_created()),
            ("confirmed_at", t.msg_staff_confirmed()),
            ("password_set_at", t.msg_column_password_changed()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, _after: Option<Uuid>) -> Result<DataRows, Fault> {
        let Some(row) = account::Entity::find_by_id(account).one(cx.read()).await? else {
            return Ok(DataRows::default());
        };
        let person = Person::of(&subject::key(cx, cx.read(), account).await?, &row)?;
        let name = person.name;
        Ok(DataRows::one(Some(vec![
            person.email.into(),
            name.first.into(),
            name.last.into(),
            name.first_reading.into(),
            name.last_reading.into(),
            person.company.into(),
            person.phone.into(),
            person.address.into(),
            row.country.into(),
            row.region.into(),
            row.lang.into(),
            row.zone.into(),
            row.created_at.into(),
            row.confirmed_at.into(),
            row.password_changed_at.into(),
        ])))
    }
}

/// The mails that were switched on.
pub struct Notifications;

#[async_trait]
impl DataSet for Notifications {
    fn name(&self) -> &'static str {
        "accounts.notifications"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["notification_choice"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_notify_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("notification", t.msg_column_notification()), ("since", t.msg_column_since())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use notification_choice::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(&rows, |row| row.id, |row| Ok(vec![row.kind.as_str().into(), row.chosen_at.into()]))
    }
}
