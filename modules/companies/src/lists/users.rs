//! The users of a company (COM-4): `/c/NAME/users`, sorted by last name in the company's language.

use crate::model::rights::CompanyRight;
use crate::queries::branches;
use crate::queries::members::{MemberFilter, MemberRow, Users, members};
use crate::rights::In;
use crate::sessions::still;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Tone, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const USERS_AT: &str = "/users";

/// The list of a company, for somebody who may see it.
pub(crate) struct UserList {
    by: In<'static, Users>,
    at: String,
    branches: Vec<(Uuid, String)>,
}

impl UserList {
    /// Of the company of this page.
    pub(crate) async fn of(cx: &Cx, by: In<'static, Users>, scope: &Scope) -> Result<Self, Fault> {
        let branches = branches::of(cx, &by.as_member()).await?;
        Ok(Self { by, at: scope.path(USERS_AT), branches })
    }
}

impl Words for UserList {
    type Filter = MemberFilter;
    type Sort = ();
    type Row = MemberRow;

    fn filters(&self, lang: Lang) -> FilterSet<MemberFilter> {
        let t = texts(lang);
        let countries = Country::sorted(lang).iter().map(|country| (country.code, country.name(lang).to_owned()));
        FilterSet::<MemberFilter>::new()
            .choice("country", t.msg_country(), t.msg_any(), countries, |filter, code| filter.country = Some(code))
            .record("branch", t.msg_branch(), t.msg_any(), self.branches.clone(), |filter, branch| {
                filter.branch = Some(branch);
            })
    }

    fn columns(&self, lang: Lang) -> Columns<MemberRow, ()> {
        let t = texts(lang);
        Columns::<MemberRow, ()>::sorted_by("name")
            .column("name", t.msg_name(), name)
            .sorts(())
            .column("last_name", t.msg_last_name(), |row, _| Cell::text(&row.name.last))
            .extra()
            .column("first_name", t.msg_first_name(), |row, _| Cell::text(&row.name.first))
            .extra()
            .column("last_reading", t.msg_last_reading(), |row, _| {
                Cell::text(row.name.last_reading.as_deref().unwrap_or_default())
            })
            .extra()
            .column("first_reading", t.msg_first_reading(), |row, _| {
                Cell::text(row.name.first_reading.as_deref().unwrap_or_default())
            })
            .extra()
            .column("country", t.msg_country(), |row, to| {
                let country = row.member.country.as_deref().and_then(Country::from_code);
                country.map_or_else(Cell::none, |country| Cell::text(country.name(to.lang())))
            })
            .column("branch", t.msg_branch(), |row, _| row.branch.as_ref().map_or_else(Cell::none, Cell::text))
            .column("rights", t.msg_rights(), rights_cell)
            .column("state", t.msg_state(), state_cell)
            .column("joined", t.msg_joined(), |row, to| Cell::date(&to.format, row.member.joined_at))
            .extra()
    }
}

fn name(row: &MemberRow, to: &RowContext) -> Cell {
    let shown = name_cell(row, to.lang());
    match &row.page {
        Some(page) => Cell::link(shown, page),
        None => Cell::text(shown),
    }
}

/// What a user is called.
pub(super) fn name_cell(row: &MemberRow, lang: Lang) -> String {
    let whole = row.name.whole();
    if whole.is_empty() { texts(lang).msg_no_name() } else { whole }
}

/// Whether they are blocked.
pub(super) fn state_cell(row: &MemberRow, to: &RowContext) -> Cell {
    let t = texts(to.lang());
    Cell::badge(&match row.member.blocked_at {
        None => Badge::new(Tone::Good, t.msg_state_active()),
        Some(_) => Badge::new(Tone::Bad, t.msg_state_blocked()),
    })
}

/// What they may do.
pub(super) fn rights_cell(row: &MemberRow, to: &RowContext) -> Cell {
    if row.is_owner {
        return Cell::text(texts(to.lang()).msg_owner());
    }
    let names: Vec<String> = row.rights().iter().map(|right| right.name(to.lang())).collect();
    if names.is_empty() { Cell::none() } else { Cell::text(crate::texts::phrase(&names, to.lang())) }
}

#[async_trait]
impl List for UserList {
    const NAME: &'static str = "company-users";
    const AT: &'static str = "/c/{company}/users";
    const FILE: &'static str = "/c/{company}/users.csv";
    type Seen = MemberFilter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_users()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Person, t.msg_users_none(), t.msg_users_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    fn page_of(&self, row: &MemberRow) -> Option<String> {
        row.page.clone()
    }

    async fn look(&self, _cx: &Cx, filter: MemberFilter) -> Result<MemberFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &MemberFilter,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<MemberRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let mut page = members(cx, &self.by, filter, sorting.direction, request).await?;
        if self.by.may(CompanyRight::ManageUsers) {
            for row in &mut page.items {
                row.page = Some(format!("{}/{}", self.at, row.member.id));
            }
        }
        Ok(page)
    }
}
