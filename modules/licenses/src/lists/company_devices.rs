//! The devices of all licenses of a company (LIC-15, LIC-24): `/c/NAME/licenses/devices`, for who manages licenses. Filters and columns are
//! those of an account's list, with the product beside them.

use super::cells::by_product;
use super::devices::{columns, filters, none};
use crate::model::holder::Holder;
use crate::queries::customer_licenses::products;
use crate::queries::device_list::{DeviceFilter, DeviceRow, DeviceSort, Scope as Whose, device_list};
use crate::queries::usage::named_licenses;
use crate::texts;
use gatehouse_companies::rights::{In, ManageLicenses};
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::Empty;
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;
use std::sync::Arc;

/// Where it is below a company's word.
pub(crate) const COMPANY_DEVICES_AT: &str = "/licenses/devices";

/// The list of a company.
pub(crate) struct CompanyDevices {
    by: In<'static, ManageLicenses>,
    at: String,
    /// Where the licenses are.
    place: Arc<str>,
    products: Vec<(String, String)>,
    licenses: Vec<(Uuid, String)>,
}

impl CompanyDevices {
    /// Of the company of this page.
    pub(crate) async fn of(cx: &Cx, by: In<'static, ManageLicenses>, scope: &Scope) -> Result<Self, Fault> {
        let holder = Holder::Company(by.company());
        Ok(Self {
            at: scope.path(COMPANY_DEVICES_AT),
            place: scope.path(super::LICENSES_AT).into(),
            products: products(cx, holder).await?,
            licenses: named_licenses(cx, holder).await?,
            by,
        })
    }
}

impl Words for CompanyDevices {
    type Filter = DeviceFilter;
    type Sort = DeviceSort;
    type Row = DeviceRow;

    fn filters(&self, lang: Lang) -> FilterSet<DeviceFilter> {
        let t = texts(lang);
        by_product(filters(lang), self.products.clone(), lang, |filter, product| filter.product = product).record(
            "license",
            t.msg_license(),
            t.msg_any(),
            self.licenses.clone(),
            |filter, id| {
                filter.license = Some(id);
            },
        )
    }

    fn columns(&self, lang: Lang) -> Columns<DeviceRow, DeviceSort> {
        columns(lang)
    }
}

#[async_trait]
impl List for CompanyDevices {
    const NAME: &'static str = "company-devices";
    const AT: &'static str = "/c/{company}/licenses/devices";
    const FILE: &'static str = "/c/{company}/licenses/devices.csv";
    type Seen = DeviceFilter;

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_customer_devices()
    }

    fn empty(&self, lang: Lang) -> Empty {
        none(lang)
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _: &Cx, filter: DeviceFilter) -> Result<DeviceFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &DeviceFilter,
        sorting: Sorting<DeviceSort>,
        request: &PageRequest,
    ) -> Result<Paged<DeviceRow>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let whose = Whose::Of(Holder::Company(self.by.company()));
        let found = device_list(cx, whose, filter, sorting, request).await?;
        Ok(found.map(|mut row| {
            row.place = Arc::clone(&self.place);
            row
        }))
    }
}
