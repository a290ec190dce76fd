//! The catalog as staff and programs see it (LIC-1).

use super::edition_service::{self, EditionService};
use super::offers::{self, OfferView};
use super::revisions;
use crate::model::labels::{Labels, label_for};
use crate::rights::{CatalogRead, CatalogWrite, NotAllowed, may};
use crate::tables::{
    application, edition, edition_feature, edition_rev, feature, feature_label, product, product_version, term,
};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Uuid, async_trait};
use gatehouse_db::containing::in_name_or_code;
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use gatehouse_passwords::{MOST_PRODUCTS, ProductNames};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait};
use std::collections::{HashMap, HashSet};

/// What products can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductColumn {
    /// The name.
    Name,
    /// When it was created.
    Created,
}

/// Which products.
#[derive(Clone, Debug, Default)]
pub struct ProductFilter {
    /// Name or code contains this.
    pub text: String,
    /// Also those taken out of sale.
    pub archived: bool,
}

/// Products, by name or date.
pub async fn products(
    cx: &May<CatalogRead>,
    filter: &ProductFilter,
    sorting: Sorting<ProductColumn>,
    request: &PageRequest,
) -> Result<Paged<product::Model>, Fault> {
    use product::{Column, Entity};
    let mut condition = Condition::all().add(in_name_or_code(Column::Name, Column::Code, &filter.text));
    if !filter.archived {
        condition = condition.add(Column::ArchivedAt.is_null());
    }
    let select = Entity::find().filter(condition);
    let direction = sorting.direction;
    Ok(match sorting.column {
        ProductColumn::Name => {
            keyset(cx.read(), select, (Column::Name, Column::Id), direction, request, |row: &product::Model| {
                (SortKey::Text(row.name.clone()), row.id)
            })
            .await?
        }
        ProductColumn::Created => {
            keyset(cx.read(), select, (Column::CreatedAt, Column::Id), direction, request, |row: &product::Model| {
                (SortKey::Int(row.created_at.0), row.id)
            })
            .await?
        }
    })
}

/// Whether there is any product.
pub async fn has_any(cx: &Cx) -> Result<bool, Fault> {
    let first = product::Entity::find().select_only().column(product::Column::Id).limit(1);
    Ok(first.into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}

/// A product with everything below it, each in its order.
#[derive(Clone, Debug)]
pub struct ProductView {
    /// The product.
    pub product: product::Model,
    /// By position.
    pub editions: Vec<edition::Model>,
    /// By position.
    pub features: Vec<feature::Model>,
    /// What the features are called, by their ids.
    pub labels: HashMap<Uuid, Labels>,
    /// What the editions need and bring beside their features, by their ids.
    pub services: HashMap<Uuid, EditionService>,
    /// (edition, feature).
    pub has: HashSet<(Uuid, Uuid)>,
    /// Newest first.
    pub versions: Vec<product_version::Model>,
    /// By name.
    pub applications: Vec<application::Model>,
    /// By name.
    pub terms: Vec<term::Model>,
    /// By code, also those that are not sold any more.
    pub offers: Vec<OfferView>,
    /// The number of each edition's newest revision.
    pub revisions: HashMap<Uuid, i64>,
}

/// One product; `None` when there is none.
pub async fn product(cx: &May<CatalogRead>, id: Uuid) -> Result<Option<ProductView>, Fault> {
    whole(cx, id).await
}

/// One product after a change, for who may change the catalog; `None` when there is none. The catalog names nobody, and who
/// changes a part of a product needs the others: so a key that may not read it is told all of it too.
pub async fn product_after_change(cx: &Cx, id: Uuid) -> Outcome<Option<ProductView>, NotAllowed> {
    may::<CatalogWrite>(cx).or_refuse()?;
    Ok(whole(cx, id).await?)
}

async fn whole(cx: &Cx, id: Uuid) -> Result<Option<ProductView>, Fault> {
    let conn = cx.read();
    let Some(product) = product::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let editions = edition::Entity::find()
        .filter(edition::Column::ProductId.eq(id))
        .order_by_asc(edition::Column::Position)
        .order_by_asc(edition::Column::Code)
        .all(conn)
        .await?;
    let features = feature::Entity::find()
        .filter(feature::Column::ProductId.eq(id))
        .order_by_asc(feature::Column::Position)
        .order_by_asc(feature::Column::Code)
        .all(conn)
        .await?;
    let labels = labels(cx, id).await?;
    let pairs = edition_feature::Entity::find()
        .filter(edition_feature::Column::EditionId.is_in(editions.iter().map(|e| e.id)))
        .all(conn)
        .await?;
    let versions = product_version::Entity::find()
        .filter(product_version::Column::ProductId.eq(id))
        .order_by_desc(product_version::Column::ReleasedAt)
        .order_by_desc(product_version::Column::Number)
        .all(conn)
        .await?;
    let applications = application::Entity::find()
        .filter(application::Column::ProductId.eq(id))
        .order_by_asc(application::Column::Name)
        .all(conn)
        .await?;
    let terms =
        term::Entity::find().filter(term::Column::ProductId.eq(id)).order_by_asc(term::Column::Name).all(conn).await?;
    let numbered = revisions::of_editions(conn, editions.iter().map(|edition| edition.id)).await?;
    let revisions = numbered.into_iter().map(|rev| (rev.edition_id, rev.number)).collect();
    let offers = offers::of_product(cx, id).await?;
    let has = pairs.into_iter().map(|pair| (pair.edition_id, pair.feature_id)).collect();
    let services =
        edition_service::of_editions(cx, &editions.iter().map(|edition| edition.id).collect::<Vec<_>>()).await?;
    Ok(Some(ProductView {
        product,
        editions,
        features,
        labels,
        services,
        has,
        versions,
        applications,
        terms,
        offers,
        revisions,
    }))
}

impl ProductView {
    /// What an edition needs and brings beside its features.
    pub fn service(&self, edition: Uuid) -> EditionService {
        self.services.get(&edition).cloned().unwrap_or_default()
    }

    /// The codes of an edition's features.
    pub fn features_of(&self, edition: Uuid) -> Vec<String> {
        let has = |feature: &&feature::Model| self.has.contains(&(edition, feature.id));
        self.features.iter().filter(has).map(|feature| feature.code.clone()).collect()
    }

    /// What a feature is called for a reader.
    pub fn label<'a>(&'a self, feature: &'a feature::Model, lang: Lang) -> &'a str {
        label(&self.labels, feature, lang)
    }

    /// What a feature is called, in each language.
    pub fn labels_of(&self, feature: Uuid) -> Labels {
        self.labels.get(&feature).cloned().unwrap_or_default()
    }
}

/// What the features of a product are called, by the feature's id: one query for all of them.
pub async fn labels(cx: &Cx, product: Uuid) -> Result<HashMap<Uuid, Labels>, Fault> {
    let features = feature::Entity::find()
        .select_only()
        .column(feature::Column::Id)
        .filter(feature::Column::ProductId.eq(product))
        .into_query();
    let mut labels: HashMap<Uuid, Labels> = HashMap::new();
    let rows = feature_label::Entity::find().filter(feature_label::Column::FeatureId.in_subquery(features));
    for row in rows.all(cx.read()).await? {
        labels.entry(row.feature_id).or_default().insert(row.lang, row.label);
    }
    Ok(labels)
}

/// What a feature is called for a reader; its code, where it is called nothing.
pub fn label<'a>(labels: &'a HashMap<Uuid, Labels>, feature: &'a feature::Model, lang: Lang) -> &'a str {
    labels.get(&feature.id).and_then(|labels| label_for(labels, lang)).unwrap_or(&feature.code)
}

/// Names of products and editions by id, for lists: those that were asked for.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// (code, name) of products.
    pub products: HashMap<Uuid, (String, String)>,
    /// (code, name) of revisions of editions.
    pub revisions: HashMap<(Uuid, i64), (String, String)>,
}

impl Names {
    /// A product's name.
    pub fn product(&self, id: Uuid) -> &str {
        self.products.get(&id).map_or("", |(_, name)| name)
    }

    /// What an edition was called in this revision.
    pub fn revision(&self, edition: Uuid, number: i64) -> &str {
        self.revisions.get(&(edition, number)).map_or("", |(_, name)| name)
    }
}

/// The names of what was sold: product, edition and revision of each.
pub async fn names_of(cx: &Cx, sold: impl IntoIterator<Item = (Uuid, Uuid, i64)>) -> Result<Names, Fault> {
    use edition_rev::Column;
    let (mut products, mut wanted) = (HashSet::new(), HashSet::new());
    for (product, edition, number) in sold {
        products.insert(product);
        wanted.insert((edition, number));
    }
    let products = product_names(cx, products).await?;
    if wanted.is_empty() {
        return Ok(Names { products, revisions: HashMap::new() });
    }
    let editions: HashSet<Uuid> = wanted.iter().map(|(edition, _)| *edition).collect();
    let numbers: HashSet<i64> = wanted.iter().map(|(_, number)| *number).collect();
    let rows: Vec<(Uuid, i64, String, String)> = edition_rev::Entity::find()
        .select_only()
        .columns([Column::EditionId, Column::Number, Column::Code, Column::Name])
        .filter(Column::EditionId.is_in(editions))
        .filter(Column::Number.is_in(numbers))
        .into_tuple()
        .all(cx.read())
        .await?;
    let revisions = rows
        .into_iter()
        .filter(|(edition, number, ..)| wanted.contains(&(*edition, *number)))
        .map(|(edition, number, code, name)| ((edition, number), (code, name)))
        .collect();
    Ok(Names { products, revisions })
}

/// (code, name) of these products.
pub async fn product_names(
    cx: &Cx,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, (String, String)>, Fault> {
    use product::Column;
    let ids: HashSet<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = product::Entity::find().select_only().columns([Column::Id, Column::Code, Column::Name]);
    let rows: Vec<(Uuid, String, String)> = found.filter(Column::Id.is_in(ids)).into_tuple().all(cx.read()).await?;
    Ok(rows.into_iter().map(|(id, code, name)| (id, (code, name))).collect())
}

/// What these editions are called now.
pub async fn edition_names(cx: &Cx, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    use edition::Column;
    let ids: HashSet<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = edition::Entity::find().select_only().columns([Column::Id, Column::Name]);
    let rows: Vec<(Uuid, String)> = found.filter(Column::Id.is_in(ids)).into_tuple().all(cx.read()).await?;
    Ok(rows.into_iter().collect())
}

/// All products with their names, by name: for the field of a list.
pub async fn all_by_name(cx: &Cx) -> Result<Vec<(Uuid, String)>, Fault> {
    use product::Column;
    let found = product::Entity::find().select_only().columns([Column::Id, Column::Name]);
    Ok(found.order_by_asc(Column::Name).order_by_asc(Column::Id).into_tuple().all(cx.read()).await?)
}

/// What the products are called, also those that are sold no more: nobody's password (ACC-5).
#[derive(Clone, Copy, Debug, Default)]
pub struct NamesOfProducts;

#[async_trait]
impl ProductNames for NamesOfProducts {
    async fn names(&self, cx: &Cx) -> Result<Vec<String>, Fault> {
        let newest = product::Entity::find().order_by_desc(product::Column::Id).limit(MOST_PRODUCTS);
        Ok(newest.select_only().column(product::Column::Name).into_tuple().all(cx.read()).await?)
    }
}

/// A product by its code, as issuing takes it, or by its id, which need not be one that exists.
pub async fn product_named(cx: &Cx, text: &str) -> Result<Option<Uuid>, Fault> {
    if let Ok(id) = Uuid::parse_str(text) {
        return Ok(Some(id));
    }
    let by_code = product::Entity::find().filter(product::Column::Code.eq(text.to_lowercase()));
    Ok(by_code.select_only().column(product::Column::Id).into_tuple().one(cx.read()).await?)
}

/// Products in sale with their editions and terms, for the issue form.
pub async fn in_sale(cx: &Cx) -> Result<Vec<(product::Model, Vec<edition::Model>, Vec<term::Model>)>, Fault> {
    let products = product::Entity::find()
        .filter(product::Column::ArchivedAt.is_null())
        .order_by_asc(product::Column::Name)
        .all(cx.read())
        .await?;
    let editions = edition::Entity::find().order_by_asc(edition::Column::Position).all(cx.read()).await?;
    let terms = term::Entity::find().order_by_asc(term::Column::Name).all(cx.read()).await?;
    Ok(products
        .into_iter()
        .map(|product| {
            let editions = editions.iter().filter(|e| e.product_id == product.id).cloned().collect();
            let terms = terms.iter().filter(|t| t.product_id == product.id).cloned().collect();
            (product, editions, terms)
        })
        .collect())
}

/// A product's own row, for a change of it.
pub(crate) async fn stored_product(cx: &Cx, id: Uuid) -> Result<Option<product::Model>, Fault> {
    Ok(product::Entity::find_by_id(id).one(cx.read()).await?)
}
