namespace ahead{}
