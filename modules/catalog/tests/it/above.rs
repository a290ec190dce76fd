//! A module above the catalog: it has issued whatever a test names in it, and adds a line to the page of every product.

use gatehouse_catalog::pages::product_lines::{ProductLine, ProductLines};
use gatehouse_catalog::rights::CatalogRead;
use gatehouse_catalog::signals::{IsAnyEditionSold, IsProductSold, IsTermInWork, IsTermNamed};
use gatehouse_catalog::tables::product;
use gatehouse_context::{Answers, Cx, Listeners, May, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::{Migration, Tx};
use gatehouse_testkit::World;
use gatehouse_web::Module;
use gatehouse_web::view::Cell;
use std::collections::HashSet;
use std::sync::Mutex;

/// The module.
pub struct Above;

/// What it has issued.
#[derive(Default)]
struct Issued {
    products: Mutex<HashSet<Uuid>>,
    editions: Mutex<HashSet<Uuid>>,
    terms: Mutex<HashSet<Uuid>>,
    terms_in_work: Mutex<HashSet<Uuid>>,
}

/// From now on a product counts as sold.
pub fn sell_product(world: &World, id: Uuid) {
    world.cx().service::<Issued>().unwrap().products.lock().unwrap().insert(id);
}

/// From now on an edition counts as sold.
pub fn sell_edition(world: &World, id: Uuid) {
    world.cx().service::<Issued>().unwrap().editions.lock().unwrap().insert(id);
}

/// From now on a term is named by something.
pub fn name_term(world: &World, id: Uuid) {
    world.cx().service::<Issued>().unwrap().terms.lock().unwrap().insert(id);
}

/// Something is being issued with a term, until [`end_work`].
pub fn begin_work(world: &World, term: Uuid) {
    world.cx().service::<Issued>().unwrap().terms_in_work.lock().unwrap().insert(term);
}

/// It was issued.
pub fn end_work(world: &World, term: Uuid) {
    world.cx().service::<Issued>().unwrap().terms_in_work.lock().unwrap().remove(&term);
}

#[async_trait]
impl Answers<IsProductSold> for Above {
    async fn answer(&self, cx: &Cx, _: &Tx, asked: &IsProductSold) -> Result<bool, Fault> {
        Ok(cx.service::<Issued>()?.products.lock().unwrap().contains(&asked.product))
    }
}

#[async_trait]
impl Answers<IsAnyEditionSold> for Above {
    async fn answer(&self, cx: &Cx, _: &Tx, asked: &IsAnyEditionSold) -> Result<bool, Fault> {
        let sold = cx.service::<Issued>()?.editions.lock().unwrap();
        Ok(asked.editions.iter().any(|edition| sold.contains(edition)))
    }
}

#[async_trait]
impl Answers<IsTermNamed> for Above {
    async fn answer(&self, cx: &Cx, _: &Tx, asked: &IsTermNamed) -> Result<bool, Fault> {
        Ok(cx.service::<Issued>()?.terms.lock().unwrap().contains(&asked.term))
    }
}

#[async_trait]
impl Answers<IsTermInWork> for Above {
    async fn answer(&self, cx: &Cx, _: &Tx, asked: &IsTermInWork) -> Result<bool, Fault> {
        Ok(cx.service::<Issued>()?.terms_in_work.lock().unwrap().contains(&asked.term))
    }
}

/// Somebody else above, who has issued nothing.
struct Beside;

#[async_trait]
impl Answers<IsProductSold> for Beside {
    async fn answer(&self, _: &Cx, _: &Tx, _: &IsProductSold) -> Result<bool, Fault> {
        Ok(false)
    }
}

struct Line(&'static str);

#[async_trait]
impl ProductLine for Line {
    async fn of(&self, _: &May<CatalogRead>, product: &product::Model) -> Result<(String, Cell), Fault> {
        Ok((self.0.to_owned(), Cell::text(format!("{} of {}", self.0, product.code))))
    }
}

impl Module for Above {
    fn name(&self) -> &'static str {
        "above"
    }

    /// What the step `transfer_limit` of `licenses` does to the catalog.
    fn migrations(&self) -> Vec<Migration> {
        vec![Migration {
            version: 20_261_128_410_900,
            name: "transfer_limit",
            text: "alter table product add column transfer_allowance bigint check (transfer_allowance between 0 and 100000);",
        }]
    }

    fn inventory(&self) -> Inventory {
        Inventory::default()
    }

    fn services(&self, services: &mut Services) {
        services.put(Issued::default());
        ProductLines::add(services, Line("First line"));
        ProductLines::add(services, Line("Second line"));
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.answers::<IsProductSold>(Beside);
        listeners.answers::<IsProductSold>(Self);
        listeners.answers::<IsAnyEditionSold>(Self);
        listeners.answers::<IsTermNamed>(Self);
        listeners.answers::<IsTermInWork>(Self);
    }
}
