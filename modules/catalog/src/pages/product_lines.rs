//! What modules above add to the page of a product.

use crate::queries::products::ProductView;
use crate::rights::CatalogRead;
use crate::tables::product::Model;
use gatehouse_context::{May, Services};
use gatehouse_core::{Fault, async_trait};
use gatehouse_web::view::{Button, Cell};
use std::sync::Arc;

/// A line that another module adds to the facts of every product.
#[async_trait]
pub trait ProductLine: Send + Sync {
    /// Its label, and what it says of this product.
    async fn of(&self, cx: &May<CatalogRead>, product: &Model) -> Result<(String, Cell), Fault>;
}

/// Those lines, in the order of the modules. Lies in the services.
#[derive(Clone, Default)]
pub struct ProductLines(Vec<Arc<dyn ProductLine>>);

impl ProductLines {
    /// Adds a line behind those of the modules before.
    pub fn add(services: &mut Services, line: impl ProductLine + 'static) {
        let mut lines = services.get::<Self>().cloned().unwrap_or_default();
        lines.0.push(Arc::new(line));
        services.put(lines);
    }

    /// What they say of a product.
    pub(crate) async fn of(&self, cx: &May<CatalogRead>, product: &Model) -> Result<Vec<(String, Cell)>, Fault> {
        let mut all = Vec::with_capacity(self.0.len());
        for line in &self.0 {
            all.push(line.of(cx, product).await?);
        }
        Ok(all)
    }
}

/// A button that another module adds to the head of a product's page; `None` where there is nothing to do, or the reader may not.
pub trait ProductAction: Send + Sync {
    /// The button.
    fn of(&self, cx: &May<CatalogRead>, view: &ProductView) -> Option<Button>;
}

/// Those buttons, in the order of the modules. Lies in the services.
#[derive(Clone, Default)]
pub struct ProductActions(Vec<Arc<dyn ProductAction>>);

impl ProductActions {
    /// Adds a button behind those of the modules before.
    pub fn add(services: &mut Services, action: impl ProductAction + 'static) {
        let mut actions = services.get::<Self>().cloned().unwrap_or_default();
        actions.0.push(Arc::new(action));
        services.put(actions);
    }

    /// Those for a product.
    pub(crate) fn of(&self, cx: &May<CatalogRead>, view: &ProductView) -> Vec<Button> {
        self.0.iter().filter_map(|action| action.of(cx, view)).collect()
    }
}
