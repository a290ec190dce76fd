//! Contracts (LIC-27): `/staff/contracts` and `/api/v1/contracts`.

use crate::model::contract::ContractState;
use crate::queries::contracts::{ContractColumn, ContractFilter, contracts};
use crate::rights::{ContractsRead, may};
use crate::tables::contract::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Moment, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};

/// A contract and the name of its company.
pub(crate) struct ContractRow {
    pub row: Model,
    company: String,
}

/// How a contract stands.
pub(crate) fn contract_badge(row: &Model, now: Moment, lang: Lang) -> Badge {
    let t = texts(lang);
    match row.state {
        ContractState::Active if row.starts_at > now => Badge::new(Tone::Info, t.msg_staff_contract_planned()),
        ContractState::Active if row.ends_at > now => Badge::new(Tone::Good, t.msg_staff_contract_active()),
        _ => Badge::new(Tone::Neutral, t.msg_staff_contract_ended()),
    }
}

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Contracts;

impl Words for Contracts {
    type Filter = ContractFilter;
    type Sort = ContractColumn;
    type Row = ContractRow;

    fn filters(&self, lang: Lang) -> FilterSet<ContractFilter> {
        let t = texts(lang);
        let states = [
            (ContractState::Active.word(), t.msg_staff_contract_active()),
            (ContractState::Ended.word(), t.msg_staff_contract_ended()),
        ];
        FilterSet::<ContractFilter>::new()
            .search("q", t.msg_staff_contract_search(), |filter, text| filter.text = text)
            .told("Number or name contains this")
            .choice("state", t.msg_status(), t.msg_staff_any_state(), states, |filter, word| {
                filter.state = ContractState::from_word(&word);
            })
            .told("In this state")
            .id("company", |filter, id| filter.company = Some(id))
            .told("Of this company")
    }

    fn columns(&self, lang: Lang) -> Columns<ContractRow, ContractColumn> {
        let t = texts(lang);
        Columns::<ContractRow, ContractColumn>::sorted_by("-ends")
            .column("number", t.msg_mail_number(), |one, _| {
                Cell::number_link(&one.row.number, format!("{}/{}", Self::AT, one.row.id)).sub(&one.row.name)
            })
            .sorts(ContractColumn::Number)
            .column("company", t.msg_staff_company(), |one, _| {
                Cell::link(&one.company, format!("/staff/companies/{}", one.row.company_id))
            })
            .column("level", t.msg_level(), |one, to| Cell::text(one.row.level.name(to.lang())))
            .column("left", t.msg_staff_units_left(), |one, to| left(&one.row, to))
            .column("status", t.msg_status(), |one, to| Cell::badge(&contract_badge(&one.row, to.now, to.lang())))
            .column("ends", t.msg_staff_ends(), |one, to| Cell::date(&to.format, one.row.ends_at))
            .sorts(ContractColumn::Ends)
    }
}

/// How many of a contract's requests are left.
pub(crate) fn left(row: &Model, to: &RowContext) -> Cell {
    match (row.left(), row.units) {
        // What lapsed is no longer among its requests.
        (Some(left), _) if row.state == ContractState::Ended => Cell::number(to.format.number(left)),
        (Some(left), Some(units)) => Cell::number(format!("{} / {}", to.format.number(left), to.format.number(units))),
        _ => Cell::text(texts(to.lang()).msg_staff_units_unlimited()),
    }
}

#[async_trait]
impl List for Contracts {
    const NAME: &'static str = "contracts";
    const AT: &'static str = "/staff/contracts";
    const FILE: &'static str = "/staff/contracts.csv";
    type Seen = (May<ContractsRead>, ContractFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_contracts()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_staff_contracts_none(), t.msg_staff_contracts_none_text())
    }

    async fn look(&self, cx: &Cx, filter: ContractFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ContractColumn>,
        request: &PageRequest,
    ) -> Result<Paged<ContractRow>, Halt> {
        let (page, names) = contracts(cx, filter, sorting, request).await?;
        Ok(page.map(|row| {
            let company = names.get(&row.company_id).cloned().unwrap_or_default();
            ContractRow { row, company }
        }))
    }
}
