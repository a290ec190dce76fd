//! The pages of support.

pub(crate) mod staff;

use async_trait::async_trait;
use gatehouse_web::{Doors, Halt, Home, HomeParts, Staff};

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    staff::doors()
}

/// The module's parts of the home pages.
pub(crate) struct OfSupport;

#[async_trait]
impl HomeParts for OfSupport {
    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        staff::home::waiting(staff, home).await
    }
}
