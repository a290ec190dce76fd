//! The contracts of companies that name the owner of an account.

use crate::model::contract::ContactPerson;
use crate::model::places::CONTACT;
use crate::queries::own_contracts::own_lookup;
use crate::tables::{contract, contract_contact};
use crate::texts;
use gatehouse_companies::tables::company_member;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _, QueryTrait as _};
use std::collections::HashMap;

/// The contracts that name the account or its address.
pub(super) struct OwnContacts;

#[async_trait]
impl DataSet for OwnContacts {
    fn name(&self) -> &'static str {
        "support.contract_contacts"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["contract_contact"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_contract_contacts()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("contract", t.msg_contract_number()),
            ("name", t.msg_staff_name()),
            ("email", t.msg_staff_email()),
            ("phone", t.msg_staff_phone()),
            ("added_at", t.msg_data_at()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use contract_contact::{Column, Entity};
        let own = company_member::Entity::find()
            .select_only()
            .column(company_member::Column::Id)
            .filter(company_member::Column::AccountId.eq(account))
            .into_query();
        let lookup = own_lookup(cx, cx.read(), account).await?;
        // A contract may name an address before its owner is a user of the company, or without that.
        let named = Condition::any().add(Column::MemberId.in_subquery(own)).add(Column::EmailLookup.eq(lookup));
        let rows = piece(cx, Entity::find().filter(named), Column::Id, after).await?;
        let companies: Vec<Uuid> = rows.iter().map(|row| row.company_id).collect();
        let keys = subject::keys(cx, cx.read(), &companies).await?;
        let of = rows.iter().map(|row| row.contract_id);
        let contracts = contract::Entity::find().filter(contract::Column::Id.is_in(of)).all(cx.read()).await?;
        let numbers: HashMap<Uuid, String> = contracts.into_iter().map(|row| (row.id, row.number)).collect();
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let person = match keys.get(&row.company_id) {
                    Some(key) => serde_json::from_slice(&key.open(CONTACT, row.id, &row.person_sealed)?)?,
                    None => ContactPerson::default(),
                };
                Ok(vec![
                    numbers.get(&row.contract_id).cloned().into(),
                    person.name.into(),
                    person.email.into(),
                    person.phone.into(),
                    row.added_at.into(),
                ])
            },
        )
    }
}
