//! Where support stands in the navigation.

use crate::pages::staff::places;
use gatehouse_web::Navigation;

/// Its places.
pub(crate) fn register(navigation: &mut Navigation) {
    places::register(navigation);
}
