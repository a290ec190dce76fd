//! What the catalog has on the home page of staff.

use crate::queries::products::has_any;
use crate::texts;
use gatehouse_core::{Role, async_trait};
use gatehouse_web::home::Task;
use gatehouse_web::{Halt, Home, HomeParts, Staff};

/// The module's part of the home page.
pub(crate) struct OfCatalog;

#[async_trait]
impl HomeParts for OfCatalog {
    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        if !staff.session.roles.contains(&Role::Administrator) {
            return Ok(());
        }
        let t = texts(staff.visit.lang());
        home.tasks.push(Task {
            order: 30,
            title: t.msg_task_product(),
            text: t.msg_task_product_text(),
            done: has_any(&staff.visit.cx).await?,
            href: Some("/staff/catalog/new"),
        });
        Ok(())
    }
}
