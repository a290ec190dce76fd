//! The renewal center of a company (LIC-8, LIC-24): `/c/NAME/licenses/renewals`, for who manages licenses. Columns are those of an account's
//! list; days from and until are what the groups above it lead to.

use super::cells::by_product;
use super::renewals::{RenewalRow, columns, statuses};
use crate::model::holder::Holder;
use crate::queries::customer_licenses::{Filter, SortBy, products};
use crate::queries::renewals::renewals;
use crate::texts;
use gatehouse_companies::rights::{In, ManageLicenses};
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const COMPANY_RENEWALS_AT: &str = "/licenses/renewals";

/// The list of a company.
pub(crate) struct CompanyRenewals {
    by: In<'static, ManageLicenses>,
    at: String,
    /// Where the licenses are.
    place: String,
    products: Vec<(String, String)>,
}

impl CompanyRenewals {
    /// Of the company of this page.
    pub(crate) async fn of(cx: &Cx, by: In<'static, ManageLicenses>, scope: &Scope) -> Result<Self, Fault> {
        let products = products(cx, Holder::Company(by.company())).await?;
        Ok(Self { at: scope.path(COMPANY_RENEWALS_AT), place: scope.path(super::LICENSES_AT), products, by })
    }
}

impl Words for CompanyRenewals {
    type Filter = Filter;
    type Sort = SortBy;
    type Row = RenewalRow;

    fn filters(&self, lang: Lang) -> FilterSet<Filter> {
        let t = texts(lang);
        by_product(statuses(lang), self.products.clone(), lang, |filter, product| filter.product = product)
            .first_day("from", t.msg_renewals_ends_from(), |filter, from| filter.ends_from = Some(from))
            .last_day("until", t.msg_renewals_ends_until(), |filter, until| filter.ends_until = Some(until))
    }

    fn columns(&self, lang: Lang) -> Columns<RenewalRow, SortBy> {
        columns(lang)
    }
}

#[async_trait]
impl List for CompanyRenewals {
    const NAME: &'static str = "company-renewals";
    const AT: &'static str = "/c/{company}/licenses/renewals";
    const FILE: &'static str = "/c/{company}/licenses/renewals.csv";
    type Seen = Filter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_renewals_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Calendar, t.msg_renewals_none(), t.msg_renewals_none_text())
            .action(Button::link(t.msg_company_licenses_title(), self.place.as_str()))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _: &Cx, filter: Filter) -> Result<Filter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Filter,
        sorting: Sorting<SortBy>,
        request: &PageRequest,
    ) -> Result<Paged<RenewalRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let whose = (Holder::Company(self.by.company()), self.by.account());
        let found = renewals(cx, whose, filter, sorting, request).await?;
        Ok(found.map(|row| RenewalRow::of(row, &self.place)))
    }
}
