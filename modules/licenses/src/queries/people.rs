//! Whose licenses and orders are, for lists of staff who may see people (ALL-8, ux.md J23): a few statements a page, whatever its length.

use crate::model::buyer::BUYER_PLACE;
use crate::model::holder::Holder;
use crate::tables::{license, purchase};
use gatehouse_accounts::contacts::{self, Contact};
use gatehouse_accounts::rights::LookAtAccounts;
use gatehouse_companies::queries::companies;
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// A person as lists name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Their account, where they have one.
    pub account: Option<Uuid>,
    /// Their name, else their address.
    pub label: String,
}

/// Whose a license is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Who added it first: a person, or a company by its name.
    pub holder: Option<Named>,
    /// The buyer of its order.
    pub buyer: Option<Named>,
}

/// Of these licenses (one page of them), by id. The list that shows them has written the look to the log.
pub async fn of_licenses(cx: &May<LookAtAccounts>, rows: &[license::Model]) -> Result<HashMap<Uuid, Whose>, Fault> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let holders = first_holders(cx, rows).await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let orders = purchase::Entity::find().filter(purchase::Column::Id.is_in(ids)).all(cx.read()).await?;
    let companies: Vec<Uuid> = holders.values().filter_map(|holder| holder.company()).collect();
    let companies = companies::names(cx.read(), &companies).await?;
    let accounts = holders
        .values()
        .filter_map(|holder| holder.account())
        .chain(orders.iter().filter_map(|order| order.buyer_account));
    let contacts = contacts::contacts(cx, cx.read(), &accounts.collect::<Vec<_>>()).await?;
    let buyers = named_buyers(cx, &orders, &contacts).await?;
    let whose = |row: &license::Model| Whose {
        holder: holders.get(&row.id).and_then(|holder| match holder {
            Holder::Account(account) => of_account(&contacts, *account),
            Holder::Company(company) => companies.get(company).map(|name| Named { account: None, label: name.clone() }),
        }),
        buyer: buyers.get(&row.purchase_id).cloned(),
    };
    Ok(rows.iter().map(|row| (row.id, whose(row))).collect())
}

/// The buyers of these orders (one page of them), by the order.
pub async fn of_orders(cx: &May<LookAtAccounts>, orders: &[purchase::Model]) -> Result<HashMap<Uuid, Named>, Fault> {
    let accounts: Vec<Uuid> = orders.iter().filter_map(|order| order.buyer_account).collect();
    let contacts = contacts::contacts(cx, cx.read(), &accounts).await?;
    named_buyers(cx, orders, &contacts).await
}

/// Who has each license longest: one row of the index `license_holder_first` for each.
async fn first_holders(cx: &Cx, rows: &[license::Model]) -> Result<HashMap<Uuid, Holder>, Fault> {
    use license::{Column, Entity};
    let first = |column: &str| {
        Expr::cust(format!(
            "(select h.{column} from license_holder h where h.license_id = license.id order by h.added_at, h.id limit 1)"
        ))
    };
    let found = Entity::find()
        .select_only()
        .column(Column::Id)
        .column_as(first("account_id"), "account")
        .column_as(first("company_id"), "company")
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .into_tuple::<(Uuid, Option<Uuid>, Option<Uuid>)>()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().filter_map(|(id, account, company)| Some((id, Holder::of_row(account, company)?))).collect())
}

/// By their accounts, else by the addresses that shops gave. Those who are erased are missing.
async fn named_buyers(
    cx: &Cx,
    orders: &[purchase::Model],
    contacts: &HashMap<Uuid, Contact>,
) -> Result<HashMap<Uuid, Named>, Fault> {
    let by_account = |order: &purchase::Model| order.buyer_account.and_then(|account| of_account(contacts, account));
    let (with_account, others): (Vec<_>, Vec<_>) = orders.iter().partition(|order| by_account(order).is_some());
    let sealed: Vec<Uuid> =
        others.iter().filter(|order| order.buyer_email_sealed.is_some()).map(|order| order.id).collect();
    let keys = subject::keys(cx, cx.read(), &sealed).await?;
    let mut named: HashMap<Uuid, Named> =
        with_account.into_iter().filter_map(|order| Some((order.id, by_account(order)?))).collect();
    for order in others {
        if let (Some(key), Some(sealed)) = (keys.get(&order.id), &order.buyer_email_sealed) {
            let label = gatehouse_address::shown(&key.open_text(BUYER_PLACE, order.id, sealed)?);
            named.insert(order.id, Named { account: None, label });
        }
    }
    Ok(named)
}

fn of_account(contacts: &HashMap<Uuid, Contact>, account: Uuid) -> Option<Named> {
    contacts.get(&account).map(|contact| Named { account: Some(account), label: contact.label.clone() })
}
