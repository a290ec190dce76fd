//! Seats of a company's licenses, day by day and added up (LIC-15, LIC-24): `/c/NAME/licenses/usage`, for who manages licenses. Columns are
//! those of a license's usage.

use super::cells::by_product;
use super::expiries::Counted;
use super::usage::{columns, days_between};
use crate::model::holder::Holder;
use crate::queries::company_usage::{CompanyDays, company_days, page};
use crate::queries::customer_licenses::products;
use crate::queries::usage::{UsageDay, UsageFilter, UsageSort, named_licenses};
use crate::texts;
use gatehouse_companies::rights::{In, ManageLicenses};
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Button, Empty, Icon, Notice};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;
use std::sync::Arc;

/// Where it is below a company's word.
pub(crate) const COMPANY_USAGE_AT: &str = "/licenses/usage";

/// The list of a company.
pub(crate) struct CompanyUsage {
    by: In<'static, ManageLicenses>,
    at: String,
    /// Where the licenses are.
    place: String,
    products: Vec<(String, String)>,
    licenses: Vec<(Uuid, String)>,
    counted: Counted<CompanyDays>,
}

impl CompanyUsage {
    /// Of the company of this page.
    pub(crate) async fn of(cx: &Cx, by: In<'static, ManageLicenses>, scope: &Scope) -> Result<Self, Fault> {
        let holder = Holder::Company(by.company());
        Ok(Self {
            at: scope.path(COMPANY_USAGE_AT),
            place: scope.path(super::LICENSES_AT),
            products: products(cx, holder).await?,
            licenses: named_licenses(cx, holder).await?,
            counted: Counted::default(),
            by,
        })
    }

    /// All days, whatever the page; there once the list has been read.
    pub(crate) fn counted(&self) -> Counted<CompanyDays> {
        Arc::clone(&self.counted)
    }

    /// The usage of one product.
    pub(crate) fn of_product(scope: &Scope, code: &str) -> String {
        address(&scope.path(COMPANY_USAGE_AT), &[("product", code)])
    }
}

impl Words for CompanyUsage {
    type Filter = UsageFilter;
    type Sort = UsageSort;
    type Row = UsageDay;

    fn filters(&self, lang: Lang) -> FilterSet<UsageFilter> {
        let t = texts(lang);
        let set = FilterSet::<UsageFilter>::new();
        let set = by_product(set, self.products.clone(), lang, |filter, product| filter.product = product);
        let set = set.record("license", t.msg_license(), t.msg_any(), self.licenses.clone(), |filter, id| {
            filter.license = Some(id);
        });
        days_between(set, lang)
    }

    fn columns(&self, lang: Lang) -> Columns<UsageDay, UsageSort> {
        columns(lang)
    }
}

#[async_trait]
impl List for CompanyUsage {
    const NAME: &'static str = "company-usage";
    const AT: &'static str = "/c/{company}/licenses/usage";
    const FILE: &'static str = "/c/{company}/licenses/usage.csv";
    type Seen = CompanyDays;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_usage_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_usage_company_none(), t.msg_usage_company_none_text())
            .action(Button::link(t.msg_company_licenses_title(), self.place.as_str()))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, cx: &Cx, filter: UsageFilter) -> Result<CompanyDays, Halt> {
        // Added up once, for the rows, the plot and each piece of the file.
        Ok(self.counted.get_or_try_init(|| company_days(cx, &self.by, &filter)).await?.clone())
    }

    fn notice(&self, seen: &CompanyDays, lang: Lang) -> Option<Notice> {
        let t = texts(lang);
        matches!(seen, CompanyDays::TooMany)
            .then(|| Notice::info(t.msg_usage_company_many_text()).title(t.msg_usage_company_many()))
    }

    async fn read(
        &self,
        cx: &Cx,
        seen: &CompanyDays,
        sorting: Sorting<UsageSort>,
        request: &PageRequest,
    ) -> Result<Paged<UsageDay>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        Ok(page(seen.days(), sorting, request))
    }
}
