### The catalog in the navigation, on the home page of staff and in the guide of the API

new-product = Product
task-product = Add your first product
task-product-text = With an edition and a term, so that you can issue codes.

api-task-catalog = Keep the catalog
api-task-catalog-text = Products with their editions, features, applications, terms and versions.
