//! The licenses of a company (LIC-24): `/c/NAME/licenses`, by their ends. Every member sees it.

use super::cells::{ends, seats, status_badge};
use super::customer_licenses::ENDING;
use crate::model::license::Status;
use crate::queries::company_licenses::{AddedBy, CompanyFilter, CompanyRow, page};
use crate::texts;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Member};
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, CopyCode, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const LICENSES_AT: &str = "/licenses";

/// The list of a company, for one of its members.
pub(crate) struct CompanyLicenses {
    by: In<'static, Member>,
    at: String,
}

/// A row, with where its page is.
pub(crate) struct LicenseRow {
    row: CompanyRow,
    page: String,
    may_manage: bool,
}

impl CompanyLicenses {
    /// Of the company of this page.
    pub(crate) fn of(by: In<'static, Member>, scope: &Scope) -> Self {
        Self { by, at: scope.path(LICENSES_AT) }
    }

    /// Whether the reader may add and remove.
    pub(crate) const fn may_manage(&self) -> bool {
        self.by.may(CompanyRight::ManageLicenses)
    }
}

impl Words for CompanyLicenses {
    type Filter = CompanyFilter;
    type Sort = ();
    type Row = LicenseRow;

    fn filters(&self, lang: Lang) -> FilterSet<CompanyFilter> {
        let t = texts(lang);
        let statuses = Status::ALL.map(|status| (status.word(), status.name(lang)));
        let statuses = statuses.into_iter().chain([(ENDING, t.msg_status_expiring())]);
        FilterSet::<CompanyFilter>::new()
            .choice("status", t.msg_customer_status(), t.msg_customer_any_status(), statuses, |filter, word| {
                filter.status = Status::from_word(&word);
                filter.is_ending = word == ENDING;
            })
            .orders(
                t.msg_customer_sort(),
                [("ends", t.msg_customer_sort_ends()), ("-ends", t.msg_customer_sort_ends_latest())],
            )
    }

    fn columns(&self, lang: Lang) -> Columns<LicenseRow, ()> {
        let t = texts(lang);
        Columns::<LicenseRow, ()>::sorted_by("ends")
            .column("product", t.msg_customer_product(), |item, _| {
                let below = if item.row.group.is_empty() { &item.row.edition } else { &item.row.group };
                Cell::link(&item.row.product, &item.page).sub(below)
            })
            .column("code", t.msg_company_column_code(), |item, to| match &item.row.added_by {
                AddedBy::KeyFile(name) => Cell::text(name),
                AddedBy::Code(code) if code.is_empty() => Cell::none(),
                AddedBy::Code(code) => Cell::of(&CopyCode::masked(to.lang(), code.as_str())).value(code),
            })
            .column("key_file", t.msg_key_files_file(), |item, _| {
                item.row.key_file().map_or_else(Cell::none, Cell::text)
            })
            .column("status", t.msg_customer_status(), |item, to| {
                Cell::badge(&status_badge(&item.row.license, to.now, to.lang()))
            })
            .column("ends", t.msg_customer_column_ends(), |item, to| ends(&to.format, &item.row.license, to.now))
            .sorts(())
            .column("seats", t.msg_customer_column_seats(), |item, to| seats(&item.row.license, to.lang()))
            .extra()
            .column("number", t.msg_customer_column_number(), |item, _| Cell::number(item.row.number()))
            .extra()
            .column("added", t.msg_customer_column_added(), |item, to| Cell::date(&to.format, item.row.added_at))
            .extra()
            .actions(|item, to| {
                let label = texts(to.lang()).msg_customer_remove_row();
                let remove = Button::link(label, format!("{}/remove", item.page)).quiet();
                Cell::actions(Some(remove.about(item.row.product.as_str())).filter(|_| item.may_manage))
            })
    }
}

#[async_trait]
impl List for CompanyLicenses {
    const NAME: &'static str = "company-licenses";
    const AT: &'static str = "/c/{company}/licenses";
    const FILE: &'static str = "/c/{company}/licenses.csv";
    type Seen = CompanyFilter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_company_licenses_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::License, t.msg_company_licenses_none(), t.msg_company_licenses_none_text());
        if !self.may_manage() {
            return empty;
        }
        let add = Button::link(t.msg_customer_add(), format!("{}/add", self.at)).icon(Icon::Plus);
        empty.action(add.primary())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    fn page_of(&self, item: &LicenseRow) -> Option<String> {
        Some(item.page.clone())
    }

    async fn look(&self, _: &Cx, filter: CompanyFilter) -> Result<CompanyFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &CompanyFilter,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<LicenseRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let found = page(cx, &self.by, filter, sorting.direction, request).await?;
        let may_manage = self.may_manage();
        let item = |row: CompanyRow| LicenseRow { page: format!("{}/{}", self.at, row.license.id), may_manage, row };
        Ok(found.map(item))
    }
}
