support = Support
