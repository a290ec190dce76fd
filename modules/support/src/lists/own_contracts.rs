//! The contracts of a company (LIC-27): `/c/NAME/contracts`, by their ends, and the ledger of one of them.

use super::contracts::{contract_badge, left};
use crate::model::contract::ContractState;
use crate::pages::contract_paper::covered;
use crate::queries::contracts::ContractFilter;
use crate::queries::own_contracts::{Beside, LedgerLine, OwnContract, beside, ledger, page};
use crate::tables::contract::Model;
use crate::texts;
use gatehouse_companies::rights::{In, Member};
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::support::ask;
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const CONTRACTS_AT: &str = "/contracts";

/// The list of a company, for one of its users.
pub(crate) struct OwnContracts {
    by: In<'static, Member>,
    at: String,
    activate: String,
}

/// A row, with what belongs to it and where its page is.
pub(crate) struct OwnRow {
    row: Model,
    beside: Beside,
    page: String,
}

impl OwnContracts {
    /// Of the company of this page.
    pub(crate) fn of(by: In<'static, Member>, scope: &Scope) -> Self {
        Self { by, at: scope.path(CONTRACTS_AT), activate: activation(scope) }
    }

    /// Where a contract is asked for.
    pub(crate) fn activate(&self) -> &str {
        &self.activate
    }
}

/// The form that asks for the activation of a contract (LIC-28).
pub(crate) fn activation(scope: &Scope) -> String {
    ask(scope, "portal", &[("kind", crate::model::form::PREMIUM_ACTIVATION)])
}

impl Words for OwnContracts {
    type Filter = ContractFilter;
    type Sort = ();
    type Row = OwnRow;

    fn filters(&self, lang: Lang) -> FilterSet<ContractFilter> {
        let t = texts(lang);
        let states = [
            (ContractState::Active.word(), t.msg_staff_contract_active()),
            (ContractState::Ended.word(), t.msg_staff_contract_ended()),
        ];
        FilterSet::<ContractFilter>::new().choice(
            "state",
            t.msg_status(),
            t.msg_staff_any_state(),
            states,
            |filter, word| {
                filter.state = ContractState::from_word(&word);
            },
        )
    }

    fn columns(&self, lang: Lang) -> Columns<OwnRow, ()> {
        let t = texts(lang);
        Columns::<OwnRow, ()>::sorted_by("-ends")
            .column("name", t.msg_contract(), |one, _| Cell::link(&one.row.name, &one.page).sub(&one.row.number))
            .column("level", t.msg_level(), |one, to| Cell::text(one.row.level.name(to.lang())))
            .column("products", t.msg_staff_products(), |one, to| {
                Cell::text(covered(one.beside.products.iter().map(String::as_str), to.lang()))
            })
            .column("contacts", t.msg_staff_contacts(), |one, _| Cell::text(one.beside.contacts.join(", ")))
            .column("left", t.msg_staff_units_left(), |one, to| left(&one.row, to))
            .column("status", t.msg_status(), |one, to| Cell::badge(&contract_badge(&one.row, to.now, to.lang())))
            .column("starts", t.msg_staff_starts(), |one, to| Cell::date(&to.format, one.row.starts_at))
            .column("ends", t.msg_staff_ends(), |one, to| Cell::date(&to.format, one.row.ends_at))
            .sorts(())
            .column("number", t.msg_mail_number(), |one, _| Cell::number(&one.row.number))
            .extra()
    }
}

#[async_trait]
impl List for OwnContracts {
    const NAME: &'static str = "company-contracts";
    const AT: &'static str = "/c/{company}/contracts";
    const FILE: &'static str = "/c/{company}/contracts.csv";
    type Seen = ContractFilter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_contracts()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_contracts_none(), t.msg_contracts_none_text())
            .action(Button::link(t.msg_contract_activate(), self.activate.as_str()).icon(Icon::Plus).primary())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    fn page_of(&self, item: &OwnRow) -> Option<String> {
        Some(item.page.clone())
    }

    async fn look(&self, _: &Cx, filter: ContractFilter) -> Result<ContractFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &ContractFilter,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<OwnRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let found = page(cx, &self.by, filter, sorting.direction, request).await?;
        let mut all = beside(cx, self.by.company(), &found.items).await?;
        Ok(found.map(|row| OwnRow {
            page: format!("{}/{}", self.at, row.id),
            beside: all.remove(&row.id).unwrap_or_default(),
            row,
        }))
    }
}

/// The ledger of one contract: every unit that was given, held, used or given back.
pub(crate) struct Ledger {
    by: In<'static, Member>,
    contract: OwnContract,
    at: String,
    requests: String,
}

impl Ledger {
    /// Of a contract that this user sees.
    pub(crate) fn of(by: In<'static, Member>, contract: OwnContract, scope: &Scope) -> Self {
        let at = format!("{}/{}/ledger", scope.path(CONTRACTS_AT), contract.row.id);
        Self { by, contract, at, requests: scope.path(crate::pages::side::REQUESTS_AT) }
    }
}

/// A line, with where its request is.
pub(crate) struct LineRow {
    line: LedgerLine,
    requests: String,
}

impl Words for Ledger {
    type Filter = ();
    type Sort = ();
    type Row = LineRow;

    fn filters(&self, _: Lang) -> FilterSet<()> {
        FilterSet::new()
    }

    fn columns(&self, lang: Lang) -> Columns<LineRow, ()> {
        let t = texts(lang);
        Columns::<LineRow, ()>::sorted_by("-at")
            .column("at", t.msg_staff_at(), |one, to| Cell::time(&to.format, one.line.row.at))
            .sorts(())
            .column("what", t.msg_staff_ledger_what(), |one, to| {
                let cell = Cell::text(one.line.row.kind.name(to.lang()));
                match one.line.row.reason {
                    Some(reason) => cell.sub(reason.name(to.lang())),
                    None => cell,
                }
            })
            .column("units", t.msg_ledger_units(), |one, to| Cell::number(to.format.number(one.line.row.units)))
            .column("left", t.msg_staff_units_left(), |one, to| {
                one.line.row.left_after.map_or_else(Cell::none, |left| Cell::number(to.format.number(left)))
            })
            .column("request", t.msg_request(), |one, _| match (&one.line.number, one.line.row.request_id) {
                (Some(number), Some(id)) => Cell::number_link(number, format!("{}/{id}", one.requests)),
                _ => Cell::none(),
            })
    }
}

#[async_trait]
impl List for Ledger {
    const NAME: &'static str = "company-contract-ledger";
    const AT: &'static str = "/c/{company}/contracts/{contract}/ledger";
    const FILE: &'static str = "/c/{company}/contracts/{contract}/ledger.csv";
    type Seen = ();

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_staff_ledger()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_staff_ledger_none(), t.msg_ledger_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _: &Cx, (): ()) -> Result<(), Halt> {
        Ok(())
    }

    async fn read(
        &self,
        cx: &Cx,
        (): &(),
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<LineRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let found = ledger(cx, &self.by, &self.contract, sorting.direction, request).await?;
        Ok(found.map(|line| LineRow { line, requests: self.requests.clone() }))
    }
}
